"""What queries cost at Trello when others have asked before, and what they see."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr

from app.composition.clients import EVENTS
from app.composition.objects import OBJECTS
from app.composition.requests import sharers
from app.sandbox.seed import plain_world
from app.settings.object_cache import ObjectCacheSettings
from app.settings.redis import RedisSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from app.trello.credentials import Credentials
from tests.gateway.metrics.test_operations import rises
from tests.resolvers.house import House, house
from tests.waiting import until

DEEP = "{ member { fullName boards { id name lists { cards { name members { fullName } } } } } }"
ADA = Credentials(SecretStr(SANDBOX_API_KEY), SecretStr(SANDBOX_TOKEN))


@pytest.fixture
async def ask(redis_settings: RedisSettings) -> AsyncIterator[House]:
    settings = ObjectCacheSettings(seconds=60)
    async with house(plain_world(boards=12), redis=redis_settings, object_cache=settings) as opened:
        # What was read before changes were heard of is overtaken.
        await until(lambda: opened.client.app[EVENTS].is_up)
        yield opened


async def test_what_was_asked_before_costs_nothing(ask: House) -> None:
    first = await ask.data(DEEP)
    assert ask.wire == ["/1/batch"] * 3
    again = await ask.data(DEEP)

    assert (again, ask.wire) == (first, [])


async def test_what_everybody_asks_for_at_once_costs_as_much_as_if_one_did(ask: House) -> None:
    answers = await asyncio.gather(*(ask.client.post("/graphql", json={"query": DEEP}) for _ in range(10)))

    assert len({await answer.text() for answer in answers}) == 1
    assert len(ask.calls.wire) == 3


async def test_a_response_says_where_it_came_from(ask: House) -> None:
    told = []
    for _ in range(2):
        answer = await ask.client.post("/graphql", json={"query": DEEP}, headers={"Cache-Status": "report"})
        told.append((answer.headers["Cache-Status"], answer.headers["Cache-Control"]))

    assert told == [
        ('objects; fwd=miss; detail="miss=14"', "max-age=10, private"),
        ('objects; hit; detail="hit=14"', "max-age=10, private"),
    ]


async def test_an_answer_for_several_says_the_same_to_all(ask: House) -> None:
    headers = {"Cache-Status": "report"}
    answers = await asyncio.gather(
        *(ask.client.post("/graphql", json={"query": DEEP}, headers=headers) for _ in range(3))
    )

    told = {(answer.headers["Cache-Status"], answer.headers["Cache-Control"]) for answer in answers}
    assert told == {('objects; fwd=miss; detail="miss=14"', "max-age=10, private")}


async def test_what_comes_after_a_write_shares_nothing_from_before(ask: House) -> None:
    request = make_mocked_request("POST", "/graphql", app=ask.client.app)
    before = sharers(request)
    assert sharers(request) == before
    await ask.client.app[OBJECTS].wrote(ADA, ["me"])

    assert sharers(request) != before


async def test_after_a_write_its_viewer_sees_what_was_written(ask: House) -> None:
    boards = (await ask.data(DEEP))["member"]["boards"]
    changed = boards[3]["id"]
    ask.trello.world.boards[changed].name = "Changed"
    assert (await ask.data(DEEP))["member"]["boards"][3]["name"] != "Changed"
    await ask.client.app[OBJECTS].wrote(ADA, [changed, "me"])

    boards = (await ask.data(DEEP))["member"]["boards"]
    assert boards[3]["name"] == "Changed"
    assert ask.wire == ["/1/batch", f"/1/boards/{changed}"]


async def test_what_was_answered_before_is_not_even_executed_again(ask: House) -> None:
    first = await ask.data(DEEP)
    with rises("gateway_operations_kept_total", 2), rises("gateway_trello_reads_total", 0, status="hit"):
        assert [await ask.data(DEEP) for _ in range(2)] == [first, first]
    await ask.client.app[OBJECTS].wrote(ADA, ["something else"])
    with rises("gateway_operations_kept_total", 0), rises("gateway_trello_reads_total", 14, status="hit"):
        assert await ask.data(DEEP) == first
