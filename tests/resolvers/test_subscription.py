"""The only source until boards have events."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import pytest

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info
from app.gateway.websocket.endpoint import PROTOCOL
from app.resolvers.subscription import RESOLVERS
from app.sandbox.seed import plain_world
from app.settings.http import HttpSettings
from tests.resolvers.house import House, house

ORIGIN = "https://app.example"
BOARDS = "{ member { boards { name } } }"


def server_time(seconds: int | None) -> AsyncGenerator[datetime, None]:
    info = Info("Subscription", "serverTime", ())
    source: AsyncGenerator[datetime, None] = RESOLVERS["Subscription.serverTime"](
        None, {"everySeconds": seconds}, None, info
    )
    return source


async def test_time_is_told_at_once_and_again() -> None:
    before = datetime.now(UTC)
    async with aclosing(server_time(1)) as times:
        told = [await anext(times), await anext(times)]
    assert before <= told[0] < told[1] <= datetime.now(UTC)


@pytest.mark.parametrize("seconds", [None, 1, 3600])
async def test_seconds_may_be_left_out_and_up_to_an_hour(seconds: int | None) -> None:
    async with aclosing(server_time(seconds)) as times:
        assert (await anext(times)).tzinfo is UTC


@pytest.mark.parametrize("seconds", [-1, 0, 3601])
async def test_other_seconds_are_refused(seconds: int) -> None:
    with pytest.raises(BadUserInput) as refused:
        await anext(server_time(seconds))
    told: Any = refused.value
    assert told.message == (
        f"`everySeconds` is how long to wait between two times: 1 to 3600, not {seconds}."
    )
    assert told.extensions == {"code": "BAD_USER_INPUT", "argumentPath": ["everySeconds"]}


@pytest.fixture
async def running() -> AsyncIterator[House]:
    async with house(
        plain_world(boards=1, lists=1, cards=1), http=HttpSettings(allowed_origins=ORIGIN)
    ) as each:
        yield each


@pytest.mark.parametrize("origin", [None, ORIGIN])
async def test_time_is_told_by_the_gateway_as_it_is_composed(running: House, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    async with running.client.ws_connect("/graphql", protocols=[PROTOCOL], headers=headers) as socket:
        await socket.send_json({"type": "connection_init"})
        assert await socket.receive_json() == {"type": "connection_ack"}
        query = "subscription { now: serverTime(everySeconds: null) }"
        await socket.send_json({"type": "subscribe", "id": "1", "payload": {"query": query}})
        told = await socket.receive_json()
        assert datetime.fromisoformat(told["payload"]["data"]["now"]) <= datetime.now(UTC)
        await socket.send_json({"type": "complete", "id": "1"})
        await socket.send_json({"type": "subscribe", "id": "1", "payload": {"query": BOARDS}})
        answer = await socket.receive_json()
        assert len(answer["payload"]["data"]["member"]["boards"]) == 1


async def test_pages_of_other_origins_cannot_listen(running: House) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": "https://evil.example"}
    async with running.client.get("/graphql", headers=headers) as response:
        assert response.status == 403
