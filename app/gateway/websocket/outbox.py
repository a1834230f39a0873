"""What waits to be sent to one client, and how long: a client that does not read costs no more than this."""

import asyncio

from aiohttp import WSMsgType, web

from app.gateway.websocket.closing import client_gone, too_slow


class Outbox:
    """Sends messages one after another, in the order of the calls.

    Whoever sends waits until the client has made room. So an operation has one message on its way at most,
    and asks its source for no more events meanwhile. `max_bytes` bounds what waits, and `timeout_seconds` how
    long the client may take to make room; one message alone may be larger.
    """

    def __init__(self, socket: web.WebSocketResponse, *, max_bytes: int, timeout_seconds: float) -> None:
        self.bytes = 0
        self._socket = socket
        self._max_bytes = max_bytes
        self._timeout = timeout_seconds
        self._turn = asyncio.Lock()

    async def send(self, message: bytes) -> None:
        """Return when the message is on its way. Raises `Closing` if the client is too slow, or has left."""
        if self.bytes and self.bytes + len(message) > self._max_bytes:
            raise too_slow()
        self.bytes += len(message)
        try:
            async with self._turn, asyncio.timeout(self._timeout):
                await self._socket.send_frame(message, WSMsgType.TEXT)
        except TimeoutError:
            raise too_slow() from None
        except ConnectionError:
            raise client_gone() from None
        finally:
            self.bytes -= len(message)
