"""Whether a client may begin, asked once for each connection."""

from typing import Final

from aiohttp import web

from app.gateway.errors import GatewayError, UpstreamUnavailable
from app.gateway.http.endpoint import ContextFactory
from app.gateway.websocket.closing import CloseCode, Closing
from app.gateway.websocket.messages import Payload

INIT_PAYLOAD: Final = web.RequestKey("init_payload", dict)
"""What the client sent with `connection_init`, at the request of its handshake.

Browsers cannot add headers to a handshake, so their clients send credentials here. Whatever makes contexts
finds them beside the headers.
"""


async def admit(request: web.Request, payload: Payload, contexts: ContextFactory) -> None:
    """Keep the payload at the request, and see that a context can be made of it.

    Raises `Closing` with 4403 if the context is refused, or with 1013 if it cannot be made now. Each
    operation has a context of its own, so that whoever may no longer ask is refused then, too.
    """
    request[INIT_PAYLOAD] = dict(payload or {})
    try:
        async with contexts(request):
            pass
    except UpstreamUnavailable as error:
        raise Closing(CloseCode.TRY_AGAIN_LATER, error.message) from None
    except GatewayError as error:
        raise Closing(CloseCode.FORBIDDEN, error.message) from None
