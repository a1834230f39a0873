"""One connection of `graphql-transport-ws`, from its handshake to its end. All state of a client is in here.

See https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

import asyncio
from contextlib import suppress
from typing import Final, NoReturn

import structlog
from aiohttp import WebSocketError, WSMessage, WSMsgType, web

from app.gateway.errors import GatewayError
from app.gateway.failures import masked
from app.gateway.request_id import REQUEST_ID
from app.gateway.websocket import messages
from app.gateway.websocket.admission import admit
from app.gateway.websocket.closing import CloseCode, Closing, client_gone, going_away
from app.gateway.websocket.messages import ClientMessage, Complete, ConnectionInit, Ping, Subscribe
from app.gateway.websocket.operations import Operations
from app.gateway.websocket.outbox import Outbox
from app.gateway.websocket.service import Service

_log = structlog.get_logger(__name__)

CLOSE_SECONDS: Final = 2.0
"""How long a client may take to agree that its socket closes."""


class Connection:
    """Talks with one client, over a socket that has been accepted with the protocol.

    `request` is that of the handshake.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, service: Service) -> None:
        self._socket = socket
        self._request = request
        self._service = service
        self._settings = service.settings
        self._outbox = Outbox(
            socket,
            max_bytes=self._settings.send_queue_bytes,
            timeout_seconds=self._settings.send_timeout_seconds,
        )
        self._draining = asyncio.Event()
        self._drained_by = 0.0
        self._closing = client_gone()

    def drain(self, seconds: float) -> None:
        """Take no more operations, and end once those that end by themselves have done so, or time is up."""
        self._drained_by = asyncio.get_running_loop().time() + seconds
        self._draining.set()

    async def run(self) -> None:
        """Talk until either side ends it; by then, nothing runs any more that was begun for the client."""
        try:
            await self._talk_and_close()
        except asyncio.CancelledError:
            # aiohttp cancels whatever handles a request whose client has gone, as every client does sometime.
            task = asyncio.current_task()
            if task is None or self._request.transport is not None:
                raise
            task.uncancel()
        finally:
            _log.info("socket closed", code=int(self._closing.code))

    async def _talk_and_close(self) -> None:
        try:
            self._closing = await self._talk()
        except asyncio.CancelledError:
            if self._request.transport is not None:
                self._closing = going_away()
            raise
        finally:
            await close(self._socket, self._request, self._closing)

    async def _talk(self) -> Closing:
        try:
            async with asyncio.TaskGroup() as tasks:
                operations = Operations(tasks, self._service, self._request, self._outbox)
                tasks.create_task(self._leave_when_drained(operations))
                await self._begin()
                tasks.create_task(self._leave_when_refused())
                await self._converse(operations)
        except ExceptionGroup as ended:
            closings = [each for each in ended.exceptions if isinstance(each, Closing)]
            for each in ended.exceptions:
                if each not in closings:
                    masked(each, self._request[REQUEST_ID])
            if len(closings) == len(ended.exceptions):
                return closings[0]
        return Closing(CloseCode.INTERNAL_SERVER_ERROR, "Internal server error")

    async def _leave_when_drained(self, operations: Operations) -> NoReturn:
        await self._draining.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._drained_by):
                await operations.settled()
        raise going_away()

    async def _leave_when_refused(self) -> None:
        try:
            await self._service.watch(self._request)
        except GatewayError as error:
            raise Closing(CloseCode.FORBIDDEN, error.message) from None

    async def _begin(self) -> None:
        await admit(self._request, await self._init_payload(), self._service.contexts)
        await self._outbox.send(messages.connection_ack())

    async def _converse(self, operations: Operations) -> NoReturn:
        while True:
            match await self._receive():
                case ConnectionInit():
                    raise Closing(
                        CloseCode.TOO_MANY_INITIALISATION_REQUESTS, "Too many initialisation requests"
                    )
                case Ping(payload):
                    await self._outbox.send(messages.pong(payload))
                case Subscribe() as message:
                    await operations.start(message)
                case Complete(id_):
                    await operations.complete(id_)

    async def _init_payload(self) -> messages.Payload:
        """Return the payload of the message that begins a connection."""
        try:
            async with asyncio.timeout(self._settings.init_timeout_seconds):
                while True:
                    match await self._receive():
                        case ConnectionInit(payload):
                            return payload
                        case Ping(payload):
                            await self._outbox.send(messages.pong(payload))
                        case Subscribe():
                            raise Closing(CloseCode.UNAUTHORIZED, "Unauthorized")
        except TimeoutError:
            raise Closing(CloseCode.TIMEOUT, "Connection initialisation timeout") from None

    async def _receive(self) -> ClientMessage:
        """Return the next message."""
        frame = await self._frame()
        match frame.type:
            case WSMsgType.TEXT:
                return messages.parse(frame.data)
            case WSMsgType.BINARY:
                raise Closing(CloseCode.BAD_REQUEST, "Invalid message: it is binary")
            case WSMsgType.CLOSE:
                raise Closing(frame.data or CloseCode.NO_STATUS_RECEIVED)
            case WSMsgType.ERROR if isinstance(frame.data, WebSocketError):
                # aiohttp has closed the socket already, with this code.
                raise Closing(frame.data.code)
        raise client_gone()

    async def _frame(self) -> WSMessage:
        """Return the next frame; a client that has been silent for long is asked for a sign of life."""
        is_asked = False
        while True:
            try:
                async with asyncio.timeout(self._settings.ping_interval_seconds):
                    return await self._socket.receive()
            except TimeoutError:
                # aiohttp reads nothing any more once it is about to stop.
                if is_asked and not self._draining.is_set():
                    raise Closing(CloseCode.TIMEOUT, "No pong") from None
            await self._outbox.send(messages.ping())
            is_asked = True


async def close(socket: web.WebSocketResponse, request: web.Request, closing: Closing) -> None:
    """Close a socket, whether or not its client agrees, reads, or is still there."""
    transport = request.transport
    try:
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await socket.close(code=closing.code, message=closing.reason)
    finally:
        if transport:
            # What a client has not read by then would otherwise stay in memory for as long as it likes.
            asyncio.get_running_loop().call_later(CLOSE_SECONDS, transport.abort)
