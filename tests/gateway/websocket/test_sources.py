"""No source outlives the client that listens to it, and no client hears what is another's."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from gql import Client, gql
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport

from app.gateway.context import RequestContext
from app.gateway.websocket.admission import INIT_PAYLOAD
from tests.gateway.generators import alive
from tests.gateway.websocket.talking import Served, Talk, context_of, serving, transport_of
from tests.node import needs_node, output_of

CLIENTS = 200


async def forever(*_arguments: Any) -> AsyncGenerator[int, None]:
    yield 1
    await asyncio.Event().wait()


async def complete(talk: Talk) -> None:
    for number in range(3):
        await talk.send("complete", id=str(number))


async def close(talk: Talk) -> None:
    await talk.socket.close()


async def vanish(talk: Talk) -> None:
    transport_of(talk).abort()


async def break_the_rules(talk: Talk) -> None:
    await talk.send("connection_init")


@pytest.mark.parametrize("leave", [complete, close, vanish, break_the_rules])
@pytest.mark.parametrize("handler_cancellation", [True, False], ids=["alone", "under gunicorn"])
async def test_no_source_is_left_when_clients_have_left(
    leave: Callable[[Talk], Awaitable[None]], *, handler_cancellation: bool
) -> None:
    resolvers = {"Subscription.ticks": forever}
    async with serving(resolvers=resolvers, handler_cancellation=handler_cancellation) as served:
        talks = [await served.talk() for _ in range(5)]
        for talk in talks:
            for number in range(3):
                await talk.subscribe(str(number), "subscription { ticks }")
                assert (await talk.receive())["type"] == "next"
        assert alive(forever) == 15
        for talk in talks:
            await leave(talk)
        while alive(forever):  # noqa: ASYNC110  # nobody tells that a source has ended
            await asyncio.sleep(0.01)


async def test_source_that_nobody_has_heard_of_yet_is_closed_as_well() -> None:
    begun = asyncio.Event()

    async def silent(*_arguments: Any) -> AsyncGenerator[int, None]:
        begun.set()
        await asyncio.Event().wait()
        yield 1

    async with serving(resolvers={"Subscription.ticks": silent}) as served:
        talk = await served.talk()
        await talk.subscribe("1", "subscription { ticks }")
        await begun.wait()
        await vanish(talk)
        while alive(silent):  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)


@asynccontextmanager
async def context_of_a_name(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
    async with context_of(request) as made:
        made.upstream = request[INIT_PAYLOAD]["name"]
        await asyncio.sleep(0)
        yield made


async def told(_root: Any, _arguments: Any, context: Any, _info: Any) -> AsyncGenerator[str, None]:
    for number in range(5):
        await asyncio.sleep(0)
        yield f"{context.upstream}: event {number}"


async def down(_parent: Any, _arguments: Any, context: Any, _info: Any) -> str:
    await asyncio.sleep(0)
    return str(context.upstream)


NAMED = {"Subscription.told": told, "Query.down": down}
EVENTS = range(5)


async def test_clients_at_once_see_their_own_data_only() -> None:
    async def visit(served: Served, name: str) -> None:
        talk = await served.talk({"name": name})
        # The same ids everywhere.
        await talk.subscribe("1", "subscription { told }")
        await talk.subscribe("2", "{ down }")
        received = [await talk.receive() for _ in range(8)]
        payloads = {id_: [each.get("payload") for each in received if each["id"] == id_] for id_ in "12"}
        assert payloads == {
            "1": [*({"data": {"told": f"{name}: event {number}"}} for number in EVENTS), None],
            "2": [{"data": {"down": name}}, None],
        }

    async with serving(context_of_a_name, resolvers=NAMED) as served:
        await asyncio.gather(*(visit(served, f"client {number}") for number in range(CLIENTS)))


@needs_node
async def test_clients_of_graphql_ws_at_once_see_their_own_data_only() -> None:
    async with serving(context_of_a_name, resolvers=NAMED) as served:
        output = await output_of(Path(__file__).parent / "graphql_ws.mjs", served.url, str(CLIENTS))

    visits = [json.loads(line) for line in output.splitlines()]
    assert {visit["name"] for visit in visits} == {f"client {number}" for number in range(CLIENTS)}
    for visit in visits:
        assert visit["told"] == [{"told": f"{visit['name']}: event {number}"} for number in EVENTS]
        assert visit["asked"] == [{"down": visit["name"]}]


async def test_clients_of_gql_at_once_see_their_own_data_only() -> None:
    async def visit(url: str, name: str) -> None:
        transport = AIOHTTPWebsocketsTransport(url.replace("http", "ws", 1), init_payload={"name": name})
        async with Client(transport=transport) as session:
            events = [event async for event in session.subscribe(gql("subscription { told }"))]
            assert await session.execute(gql("{ down }")) == {"down": name}
        assert events == [{"told": f"{name}: event {number}"} for number in EVENTS]

    async with serving(context_of_a_name, resolvers=NAMED) as served:
        await asyncio.gather(*(visit(served.url, f"client {number}") for number in range(CLIENTS)))
