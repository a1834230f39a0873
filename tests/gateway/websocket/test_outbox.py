"""Clients that do not read what they asked for."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from aiohttp import WSMsgType
from structlog.testing import capture_logs

from app.gateway.engine import GraphQLEngine
from app.gateway.websocket import connection
from app.gateway.websocket.closing import Closing
from app.gateway.websocket.outbox import Outbox
from app.settings.websocket import WebSocketSettings
from tests.gateway.generators import living
from tests.gateway.websocket.talking import context_of, serving, transport_of


class Socket:
    """Takes frames while its gate is open."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.sent: list[bytes] = []
        self.error: Exception | None = None

    async def send_frame(self, message: bytes, opcode: WSMsgType) -> None:
        assert opcode is WSMsgType.TEXT
        if self.error:
            raise self.error
        self.sent.append(message)
        await self.gate.wait()


@pytest.fixture
def socket() -> Socket:
    return Socket()


def outbox(socket: Any, seconds: float = 60) -> Outbox:
    return Outbox(socket, max_bytes=10, timeout_seconds=seconds)


async def test_messages_are_sent_one_after_another_in_the_order_of_the_calls(socket: Socket) -> None:
    box = outbox(socket)
    sending = [asyncio.create_task(box.send(message)) for message in (b"1", b"2", b"3")]
    await asyncio.sleep(0.01)
    assert socket.sent == [b"1"]
    assert box.bytes == 3
    socket.gate.set()
    await asyncio.gather(*sending)
    assert socket.sent == [b"1", b"2", b"3"]
    assert box.bytes == 0


async def test_one_message_may_be_larger_than_what_may_wait(socket: Socket) -> None:
    socket.gate.set()
    await outbox(socket).send(b"x" * 11)
    assert socket.sent == [b"x" * 11]


async def test_more_than_may_wait_ends_the_connection(socket: Socket) -> None:
    box = outbox(socket)
    first = asyncio.create_task(box.send(b"x" * 10))
    await asyncio.sleep(0)
    with pytest.raises(Closing, match=r"^1013: Messages are not read as fast as they come$"):
        await box.send(b"x")
    socket.gate.set()
    await first
    await box.send(b"x")
    assert socket.sent == [b"x" * 10, b"x"]


async def test_message_that_is_not_read_in_time_ends_the_connection(socket: Socket) -> None:
    box = outbox(socket, seconds=0.01)
    with pytest.raises(Closing, match=r"^1013: "):
        await box.send(b"x")
    assert box.bytes == 0


async def test_client_that_has_gone_ends_the_connection(socket: Socket) -> None:
    socket.error = ConnectionResetError()
    with pytest.raises(Closing, match=r"^1006: "):
        await outbox(socket).send(b"x")


class Teller:
    """A source without end, of events of 50 KB."""

    def __init__(self) -> None:
        self.told = 0
        self.running = 0
        self.ended = asyncio.Event()

    async def tell(self, *_arguments: Any) -> AsyncGenerator[str, None]:
        self.running += 1
        try:
            while True:
                self.told += 1
                yield "x" * 50_000
        finally:
            self.running -= 1
            if not self.running:
                self.ended.set()


@pytest.mark.parametrize(
    "settings",
    [WebSocketSettings(send_timeout_seconds=0.3), WebSocketSettings(send_queue_bytes=200_000)],
    ids=["because nothing moves", "because too much waits"],
)
async def test_client_that_never_reads_is_left(settings: WebSocketSettings) -> None:
    teller = Teller()
    with capture_logs() as logs:
        async with serving(context_of, settings, resolvers={"Subscription.told": teller.tell}) as served:
            talk = await served.talk()
            transport_of(talk).pause_reading()
            for number in range(5):
                await talk.subscribe(str(number), "subscription { told }")
            await teller.ended.wait()
    assert [line["code"] for line in logs if line["event"] == "socket closed"] == [1013]
    # One message waits for each operation. The kernel takes some more in between both ends.
    assert 5 <= teller.told < 400


async def test_source_of_a_client_that_never_reads_is_not_left_to_the_garbage_collector() -> None:
    teller = Teller()
    settings = WebSocketSettings(send_timeout_seconds=0.3)
    async with serving(context_of, settings, resolvers={"Subscription.told": teller.tell}) as served:
        talk = await served.talk()
        transport_of(talk).pause_reading()
        await talk.subscribe("1", "subscription { told }")
        while not (held := living(GraphQLEngine._stream)):  # noqa: ASYNC110  # nobody tells that it has begun
            await asyncio.sleep(0.01)
        await teller.ended.wait()
        assert len(held) == 1


async def test_what_a_client_never_reads_does_not_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CLOSE_SECONDS", 0.1)
    teller = Teller()
    settings = WebSocketSettings(send_timeout_seconds=0.1)
    async with serving(context_of, settings, resolvers={"Subscription.told": teller.tell}) as served:
        talk = await served.talk()
        transport_of(talk).pause_reading()
        await talk.subscribe("1", "subscription { told }")
        await teller.ended.wait()
        assert served.runner.server
        while served.runner.server.connections:  # noqa: ASYNC110  # nobody tells that a transport is gone
            await asyncio.sleep(0.01)


async def test_slow_client_that_does_read_gets_everything() -> None:
    async with serving(context_of, WebSocketSettings(send_queue_bytes=1024)) as served:
        talk = await served.talk()
        await talk.subscribe("1", "query ($t: String) { given(text: $t) }", variables={"t": "x" * 200_000})
        result, complete = await talk.until_end("1")
        assert len(result["payload"]["data"]["given"]) > 200_000
        assert complete["type"] == "complete"
