"""The end of a process: what ends by itself may do so, and clients are told to come back elsewhere."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from app.gateway.execution.resolver import Info
from app.gateway.websocket.endpoint import FAREWELL_SECONDS
from app.settings.websocket import WebSocketSettings
from tests.gateway.generators import alive
from tests.gateway.websocket.talking import context_of, serving, transport_of


async def forever(*_arguments: Any) -> AsyncGenerator[int, None]:
    yield 1
    await asyncio.Event().wait()


async def test_idle_sockets_and_those_that_only_listen_close_at_once() -> None:
    async with serving(resolvers={"Subscription.ticks": forever}) as served:
        idle, listening, silent = await served.talk(), await served.talk(), await served.connect()
        await listening.subscribe("1", "subscription { ticks }")
        assert (await listening.receive())["type"] == "next"
        ending = asyncio.create_task(served.runner.cleanup())
        for talk in (idle, listening, silent):
            assert await talk.closed() == (1001, "The server is going away")
        await ending
    assert alive(forever) == 0


async def test_running_queries_and_mutations_finish_and_no_others_begin() -> None:
    gate, begun = asyncio.Event(), asyncio.Queue[str]()

    async def given(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
        begun.put_nowait(arguments["text"])
        await gate.wait()
        return "at last"

    async with serving(resolvers={"Subscription.ticks": forever, "Query.given": given}) as served:
        talk = await served.talk()
        await talk.subscribe("listen", "subscription { ticks }")
        await talk.receive()
        await talk.subscribe("early", '{ given(text: "early") }')
        assert await begun.get() == "early"
        ending = asyncio.create_task(served.runner.cleanup())
        await asyncio.sleep(0.05)
        await talk.subscribe("late", '{ given(text: "late") }')
        await asyncio.sleep(0.05)
        gate.set()
        assert (await talk.receive())["payload"] == {"data": {"given": "at last"}}
        assert await talk.receive() == {"type": "complete", "id": "early"}
        assert await talk.closed() == (1001, "The server is going away")
        await ending
    assert begun.empty()


async def test_client_that_cannot_be_heard_any_more_is_not_taken_for_one_that_has_gone() -> None:
    gate, begun = asyncio.Event(), asyncio.Event()

    async def down(*_arguments: Any) -> str:
        begun.set()
        await gate.wait()
        return "at last"

    settings = WebSocketSettings(ping_interval_seconds=0.05)
    async with serving(context_of, settings, resolvers={"Query.down": down}) as served:
        talk = await served.talk()
        await talk.subscribe("1", "{ down }")
        await begun.wait()
        ending = asyncio.create_task(served.runner.cleanup())
        for _ in range(3):
            assert await talk.receive() == {"type": "ping"}
            await talk.send("pong")
        gate.set()
        while (message := await talk.receive())["type"] == "ping":
            pass
        assert message["payload"] == {"data": {"down": "at last"}}
        await ending


async def test_what_takes_longer_than_the_process_has_is_cancelled() -> None:
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def stall(*_arguments: Any) -> str:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        raise AssertionError

    async with serving(resolvers={"Query.down": stall}, drain_seconds=FAREWELL_SECONDS + 0.1) as served:
        talk = await served.talk()
        await talk.subscribe("1", "{ down }")
        await begun.wait()
        ending = asyncio.create_task(served.runner.cleanup())
        assert await talk.closed() == (1001, "The server is going away")
        await cancelled.wait()
        await ending


async def test_clients_that_do_not_agree_to_the_end_do_not_hold_it_up() -> None:
    async with serving() as served:
        talk = await served.talk()
        transport = transport_of(talk)
        transport.pause_reading()
        await served.runner.cleanup()
        transport.resume_reading()
        assert await talk.closed() == (1001, "The server is going away")
