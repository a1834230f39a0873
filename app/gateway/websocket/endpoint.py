"""GraphQL over WebSocket, at the path where it is served over HTTP as well."""

from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from app.gateway.errors import BadRequest, GatewayError
from app.gateway.http.origins import AllowedOrigins
from app.gateway.http.responses import refused
from app.gateway.websocket.closing import CloseCode, Closing
from app.gateway.websocket.connection import CLOSE_SECONDS, Connection, close
from app.gateway.websocket.service import Service
from app.gateway.websocket.sockets import Sockets

PROTOCOL: Final = "graphql-transport-ws"

_OTHER_PROTOCOL: Final = Closing(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
_TOO_MANY: Final = Closing(CloseCode.TRY_AGAIN_LATER, "Too many sockets are open")

FAREWELL_SECONDS: Final = 0.5
"""How long before the end of the process the last connections say so."""


def mount_websocket(
    app: web.Application,
    service: Service,
    allowed: AllowedOrigins,
    *,
    drain_seconds: float,
    path: str = "/graphql",
) -> None:
    """Serve an engine at `path` to requests that want to upgrade to WebSocket; others go on to what is there.

    Mount it before that. When the application shuts down, connections finish what ends by itself, and close;
    after `drain_seconds` whoever runs it is expected to cut them off.
    """
    sockets = Sockets(service.settings.max_sockets)

    @web.middleware
    async def upgrade(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != path or not _wants_upgrade(request):
            return await handler(request)
        try:
            allowed.check_origin(request)
            await service.admit_socket(request)
            socket = await _accepted(request, service.settings.max_message_bytes)
        except GatewayError as error:
            return refused(error)
        if socket.ws_protocol != PROTOCOL:
            await close(socket, request, _OTHER_PROTOCOL)
        elif sockets.are_full:
            await close(socket, request, _TOO_MANY)
        else:
            connection = Connection(socket, request, service)
            with sockets.holding(connection):
                await connection.run()
        return socket

    async def drain(_app: web.Application) -> None:
        sockets.drain(drain_seconds - FAREWELL_SECONDS)

    app.middlewares.append(upgrade)
    app.on_shutdown.append(drain)


def _wants_upgrade(request: web.Request) -> bool:
    return request.method == "GET" and request.headers.get(hdrs.UPGRADE, "").strip().lower() == "websocket"


async def _accepted(request: web.Request, max_message_bytes: int) -> web.WebSocketResponse:
    """Return the socket of a handshake. Raises `BadRequest` if it is none (RFC 6455, section 4.2.1)."""
    offered = request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "").split(",")
    is_offered = PROTOCOL in (each.strip() for each in offered)
    socket = web.WebSocketResponse(
        protocols=[PROTOCOL] if is_offered else [],
        max_msg_size=max_message_bytes,
        timeout=CLOSE_SECONDS,
        # Each socket would keep two windows of zlib, larger than everything else that it needs.
        compress=False,
        # A message waits for room as soon as the client is behind, not only after another 64 KiB.
        writer_limit=0,
    )
    if not socket.can_prepare(request):
        raise BadRequest(
            "This is no handshake of WebSocket: it needs the headers Connection: Upgrade, "
            "Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key."
        )
    await socket.prepare(request)
    return socket
