"""Who asks, with everything as it runs in production: two processes of the gateway and one backend."""

import asyncio
import signal
from collections.abc import AsyncIterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.company import TENANT, Company, member_token, open_company

NAME = "{ member { fullName } }"
ADA = {"data": {"member": {"fullName": "Ada Lovelace"}}}


pytestmark = pytest.mark.asyncio(loop_scope="module")

# Longer than a test may take: what ends earlier was ended by an event.
KEPT = {"GATEWAY_VERDICT_SECONDS": "300"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Company]:
    async with open_company(tmp_path_factory.mktemp("company"), **KEPT) as started:
        yield started


async def test_a_token_opens_every_process_until_it_is_revoked(company: Company) -> None:
    token, another = await company.tokens("ada", "ada")
    for gateway in (0, 1):
        assert (await company.ask(None, NAME, gateway))[0] == 401
        assert await company.ask(token, NAME, gateway) == (200, ADA)
        assert await company.ask(another, NAME, gateway) == (200, ADA)

    await company.revoke(token)

    for gateway in (0, 1):
        await company.until_refused(token, gateway)
    for gateway in (0, 1):
        assert await company.ask(another, NAME, gateway) == (200, ADA)


async def test_a_viewer_has_so_many_operations_whatever_tokens_show_them(tmp_path: Path) -> None:
    async with open_company(tmp_path, GATEWAY_RATE_LIMIT_PER_VIEWER="2") as company:
        ada, more_of_ada, grace = await company.tokens("ada", "ada", "grace")

        statuses = [
            (await company.ask(token, NAME))[0] for token in (ada, more_of_ada, ada, more_of_ada, grace)
        ]

    assert statuses == [200, 200, 429, 429, 200]


BOARDS = "{ member { username boards { id } } }"


async def test_each_token_sees_the_boards_of_its_own_entity_alone(tmp_path: Path) -> None:
    async with open_company(tmp_path, **KEPT) as company:
        people = ("ada", "grace", "katherine")
        await company.link(**{name: member_token(name) for name in people})
        tokens = dict(zip(people, await company.tokens(*people), strict=True))
        seen: dict[str, Any] = {}
        for _ in range(2):
            for gateway in (0, 1):
                for name, token in tokens.items():
                    status, answer = await company.ask(token, BOARDS, gateway)
                    assert status == 200
                    assert answer["data"]["member"]["username"] == name
                    assert seen.setdefault(name, answer) == answer
        boards = [{each["id"] for each in answer["data"]["member"]["boards"]} for answer in seen.values()]
        assert all(one != other for one, other in combinations(boards, 2))

        viewer = "{ viewer { account tenant trelloLinked personas tokens { name state } } }"
        for name, token in tokens.items():
            assert await company.ask(token, viewer) == (
                200,
                {
                    "data": {
                        "viewer": {
                            "account": name,
                            "tenant": TENANT,
                            "trelloLinked": True,
                            "personas": ["API"],
                            "tokens": [{"name": "made on the command line", "state": "ACTIVE"}],
                        }
                    }
                },
            )

        await company.nothing_is_planted(*map(member_token, people), *tokens.values())


async def test_whoever_has_linked_no_trello_is_told_where_to(tmp_path: Path) -> None:
    async with open_company(tmp_path, TRELLO_TOKEN_SHARED="false") as company:
        token = await company.token("grace")

        status, answer = await company.ask(token, "{ member { username } }")
        assert (status, answer["data"]) == (200, None)
        assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
        assert "You have not linked Trello: do so at /me/trello" in answer["errors"][0]["message"]

        await company.link(grace=member_token("grace"))
        while "errors" in answer:
            await asyncio.sleep(0.01)
            _, answer = await company.ask(token, "{ member { username } }")
        assert answer["data"]["member"]["username"] == "grace"


async def test_a_socket_ends_with_the_token_that_opened_it(company: Company) -> None:
    token = await company.token("ada")
    async with company.socket(1, {"authorization": f"Bearer {token}"}) as socket:
        assert (await socket.receive_json())["type"] == "connection_ack"
        payload = {"query": "subscription { serverTime(everySeconds: 3600) }"}
        await socket.send_json({"type": "subscribe", "id": "1", "payload": payload})
        assert (await socket.receive_json())["type"] == "next"

        await company.revoke(token)

        closed = await socket.receive()
        assert (closed.data, closed.extra) == (
            4403,
            "The token is unknown, has expired or is revoked: use another one.",
        )


@pytest.mark.parametrize("payload", [None, {}, {"Authorization": "Bearer x"}, {"Authorization": 1}])
async def test_a_socket_does_not_begin_without_a_good_token(company: Company, payload: object) -> None:
    async with company.socket(0, payload) as socket:
        assert (await socket.receive()).data == 4403


async def test_without_a_backend_nobody_new_is_let_in(tmp_path: Path) -> None:
    async with open_company(tmp_path, **KEPT) as company:
        token = await company.token("ada")
        company.processes[0].send(signal.SIGKILL)
        await company.endings[0]

        status, answer = await company.ask(token, NAME)

        assert (status, answer["errors"][0]["extensions"]["code"]) == (503, "UPSTREAM_UNAVAILABLE")
        async with company.socket(0, {"Authorization": f"Bearer {token}"}) as socket:
            assert (await socket.receive()).data == 1013
