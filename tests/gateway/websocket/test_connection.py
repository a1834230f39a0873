"""The protocol, message by message: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.errors import Unauthenticated, UpstreamUnavailable
from app.gateway.websocket.admission import INIT_PAYLOAD
from app.settings.websocket import WebSocketSettings
from tests.gateway.websocket.talking import Served, Talk, context_of, serving, transport_of


async def abandon(talk: Talk) -> None:
    """Leave without a word, as a client does whose machine loses its network."""
    transport_of(talk).abort()


async def test_client_is_acknowledged(served: Served) -> None:
    talk = await served.connect()
    await talk.send("connection_init")
    assert await talk.receive() == {"type": "connection_ack"}


async def test_ping_is_answered_before_and_after_the_acknowledgement_with_its_payload(served: Served) -> None:
    talk = await served.connect()
    await talk.send("ping")
    assert await talk.receive() == {"type": "pong"}
    await talk.initialized({"any": "thing"})
    await talk.send("ping", payload={"at": 1})
    assert await talk.receive() == {"type": "pong", "payload": {"at": 1}}


async def test_pong_that_nobody_asked_for_is_welcome(served: Served) -> None:
    talk = await served.connect()
    await talk.send("pong")
    await talk.initialized()
    await talk.send("pong", payload={"at": 1})
    await talk.send("ping")
    assert await talk.receive() == {"type": "pong"}


async def test_second_initialisation_closes(served: Served) -> None:
    talk = await served.talk()
    await talk.send("connection_init")
    assert await talk.closed() == (4429, "Too many initialisation requests")


async def test_operation_before_the_acknowledgement_closes(served: Served) -> None:
    talk = await served.connect()
    await talk.subscribe("1", "{ needed }")
    assert await talk.closed() == (4401, "Unauthorized")


async def test_completing_what_never_began_is_ignored(served: Served) -> None:
    talk = await served.connect()
    await talk.send("complete", id="1")
    await talk.initialized()
    await talk.send("complete", id="1")
    await talk.send("ping")
    assert await talk.receive() == {"type": "pong"}


async def test_client_that_does_not_begin_in_time_is_left() -> None:
    async with serving(context_of, WebSocketSettings(init_timeout_seconds=0.05)) as served:
        talk = await served.connect()
        assert await talk.closed() == (4408, "Connection initialisation timeout")


async def test_pings_do_not_put_off_the_time_to_begin() -> None:
    async with serving(context_of, WebSocketSettings(init_timeout_seconds=0.3)) as served:
        talk = await served.connect()
        closed: list[tuple[int | None, str]] = []

        async def keep_pinging() -> None:
            while not talk.socket.closed:
                await talk.send("ping")
                await asyncio.sleep(0.02)

        pinging = asyncio.create_task(keep_pinging())
        while not closed:
            message = await talk.socket.receive()
            if message.type is WSMsgType.CLOSE:
                closed.append((message.data, message.extra or ""))
        pinging.cancel()
        assert closed == [(4408, "Connection initialisation timeout")]


async def test_client_may_take_longer_than_that_once_it_has_begun() -> None:
    async with serving(context_of, WebSocketSettings(init_timeout_seconds=0.1)) as served:
        talk = await served.talk()
        await asyncio.sleep(0.2)
        assert (await talk.answer("1", "{ needed }"))[-1] == {"type": "complete", "id": "1"}


@pytest.mark.parametrize("initialized", [False, True])
async def test_message_that_is_none_closes(served: Served, *, initialized: bool) -> None:
    talk = await served.connect()
    if initialized:
        await talk.initialized()
    await talk.socket.send_str("{}")
    assert await talk.closed() == (4400, "Invalid message: `type` is none of those that clients send")


async def test_binary_message_closes(served: Served) -> None:
    talk = await served.talk()
    await talk.socket.send_bytes(b'{"type": "ping"}')
    assert await talk.closed() == (4400, "Invalid message: it is binary")


async def test_message_that_is_too_large_closes() -> None:
    async with serving(context_of, WebSocketSettings(max_message_bytes=1024)) as served:
        talk = await served.talk()
        await talk.send("ping", payload={"text": "x" * 900})
        assert (await talk.receive())["type"] == "pong"
        await talk.send("ping", payload={"text": "x" * 1100})
        assert (await talk.closed())[0] == 1009


async def test_text_that_is_not_utf_8_closes(served: Served) -> None:
    talk = await served.talk()
    await talk.socket.send_frame(b"\xff\xfe", WSMsgType.TEXT)
    assert (await talk.closed())[0] == 1007


@pytest.mark.parametrize(
    "frame",
    [b"\x83\x80", b"\xc1\x80", b"\x09\x80", b"\x80\x80", b"\x89\xfe\x00\x7e", b"\x88\x81"],
    ids=[
        "unknown opcode",
        "reserved bit",
        "ping in parts",
        "rest of nothing",
        "large ping",
        "half a close code",
    ],
)
async def test_frame_that_is_none_closes(served: Served, frame: bytes) -> None:
    """RFC 6455, section 5: with a mask of zeros, the payload stands as it is."""
    talk = await served.talk()
    transport_of(talk).write(frame + bytes(4) + bytes(126))
    assert (await talk.closed())[0] == 1002


async def test_init_payload_is_there_for_whoever_makes_contexts() -> None:
    seen = []

    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        seen.append(request[INIT_PAYLOAD])
        async with context_of(request) as made:
            yield made

    async with serving(context) as served:
        await (await served.talk({"token": "t-1"})).answer("1", "{ needed }")
        await served.talk()
    assert seen == [{"token": "t-1"}, {"token": "t-1"}, {}]


async def test_client_that_may_not_ask_is_turned_away_at_the_beginning() -> None:
    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        if request[INIT_PAYLOAD].get("token") != "t-1":
            raise Unauthenticated("Say who you are.")
        async with context_of(request) as made:
            yield made

    async with serving(context) as served:
        await served.talk({"token": "t-1"})
        talk = await served.connect()
        await talk.send("connection_init", payload={"token": "t-2"})
        assert await talk.closed() == (4403, "Say who you are.")


async def test_client_comes_again_later_if_it_cannot_be_found_out_now_whether_it_may_ask() -> None:
    def context(_request: web.Request) -> Any:
        raise UpstreamUnavailable("Try again later.")

    async with serving(context) as served:
        talk = await served.connect()
        await talk.send("connection_init")
        assert await talk.closed() == (1013, "Try again later.")


async def test_exception_that_nobody_foresaw_closes_and_is_logged() -> None:
    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        if request[INIT_PAYLOAD]:
            raise KeyError("password=hunter2")
        async with context_of(request) as made:
            yield made

    async with serving(context) as served:
        talk = await served.connect()
        with capture_logs() as logs:
            await talk.send("connection_init", payload={"any": "thing"})
            assert await talk.closed() == (4500, "Internal server error")
    assert [line["event"] for line in logs][:1] == ["unexpected exception"]


async def test_socket_whose_handler_is_cancelled_closes_as_at_the_end_of_the_process(served: Served) -> None:
    talk = await served.talk()
    for task in asyncio.all_tasks():
        if "RequestHandler.start" in repr(task.get_coro()):
            task.cancel()
    assert await talk.closed() == (1001, "The server is going away")


async def test_silent_client_is_pinged_and_stays_if_it_answers() -> None:
    async with serving(context_of, WebSocketSettings(ping_interval_seconds=0.1)) as served:
        talk = await served.talk()
        for _ in range(3):
            assert await talk.receive() == {"type": "ping"}
            await talk.send("pong")
        assert (await talk.answer("1", "{ needed }"))[-1] == {"type": "complete", "id": "1"}


async def test_client_that_gives_no_sign_of_life_is_left() -> None:
    async with serving(context_of, WebSocketSettings(ping_interval_seconds=0.1)) as served:
        talk = await served.talk()
        assert await talk.receive() == {"type": "ping"}
        assert await talk.closed() == (4408, "No pong")


async def test_client_that_only_listens_is_pinged_as_well() -> None:
    async def ticks(*_arguments: Any) -> AsyncGenerator[int, None]:
        while True:
            yield 1
            await asyncio.sleep(0.02)

    settings = WebSocketSettings(ping_interval_seconds=0.2)
    async with serving(context_of, settings, resolvers={"Subscription.ticks": ticks}) as served:
        talk = await served.talk()
        await talk.subscribe("1", "subscription { ticks }")
        while (await talk.receive())["type"] != "ping":
            pass
        await talk.send("pong")
        assert [(await talk.receive())["type"] for _ in range(5)] == ["next"] * 5


async def test_client_that_closes_is_answered_in_kind(served: Served) -> None:
    talk = await served.talk()
    await talk.socket.close(code=1000)
    assert talk.socket.close_code == 1000


@pytest.mark.parametrize("handler_cancellation", [True, False])
@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda talk: talk.send("connection_init"), 4429),
        (lambda talk: talk.socket.send_str("x" * 2000), 1009),
        (lambda talk: talk.socket.close(), 1000),
        (lambda talk: talk.socket.close(code=4999), 4999),
        (abandon, 1006),
    ],
    ids=["by the server", "too large", "by the client", "by the client with its own code", "by nobody"],
)
async def test_the_end_of_a_socket_is_logged_with_its_code(
    end: Callable[[Talk], Awaitable[None]], code: int, *, handler_cancellation: bool
) -> None:
    settings = WebSocketSettings(max_message_bytes=1024)
    with capture_logs() as logs:
        async with serving(context_of, settings, handler_cancellation=handler_cancellation) as served:
            talk = await served.talk()
            await end(talk)
            await talk.socket.receive()
            while len(logs) < 2:  # noqa: ASYNC110  # nobody tells when a line is written
                await asyncio.sleep(0.01)
    assert [(line["event"], line.get("code", line.get("status"))) for line in logs] == [
        ("socket closed", code),
        ("request", 101),
    ]
