"""Where a request keeps the address of whoever asks."""

from collections.abc import Iterator
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from app.settings.client_address import client_address
from app.settings.proxies import ProxySettings

CLIENT_ADDRESS: Final = web.RequestKey("client_address", str)
"""Where a request keeps the address; it is empty if there is none, as on a Unix socket."""


def mount_client_addresses(app: web.Application, settings: ProxySettings) -> None:
    """Put the address of whoever asks at `request[CLIENT_ADDRESS]`. Mount it before whatever reads that."""

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        request[CLIENT_ADDRESS] = address_of(request, settings)
        return await handler(request)

    app.middlewares.append(tell)


def address_of(request: web.Request, settings: ProxySettings) -> str:
    """Return the address of whoever asks, empty if there is none."""
    told = _told(request, settings.forwarded_header)
    return client_address(request.remote or "", told, settings.trusted_proxies)


def _told(request: web.Request, header: str) -> Iterator[str]:
    """Yield what proxies say, the last one first."""
    if header == "Forwarded":
        yield from (each.get("for", "") for each in reversed(request.forwarded))
    else:
        yield from reversed(",".join(request.headers.getall(header, [])).split(","))
