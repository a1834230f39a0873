"""The address of whoever asks, behind any number of proxies that are trusted."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler

from app.settings.proxies import ProxySettings

Address: TypeAlias = IPv4Address | IPv6Address

CLIENT_ADDRESS: Final = web.RequestKey("client_address", str)
"""Where a request keeps the address; it is empty if there is none, as on a Unix socket."""


def mount_client_addresses(app: web.Application, settings: ProxySettings) -> None:
    """Put the address of whoever asks at `request[CLIENT_ADDRESS]`. Mount it before whatever reads that."""

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        request[CLIENT_ADDRESS] = client_address(request, settings)
        return await handler(request)

    app.middlewares.append(tell)


def client_address(request: web.Request, settings: ProxySettings) -> str:
    """Return the address of whoever asks.

    Each proxy adds the address that it was asked from at the end of the header. So from there backwards, what
    a trusted proxy says is believed, up to the first address that is no trusted proxy's. What cannot be read
    as an address ends the way, at the proxy that said it.
    """
    address = _peer(request.remote or "")
    if address is None:
        return ""
    if settings.trusted_proxies:
        for word in _told(request, settings.forwarded_header):
            if not any(address in network for network in settings.trusted_proxies):
                break
            before = _parsed(word)
            if before is None:
                break
            address = before
    return _written(address)


@lru_cache
def _peer(remote: str) -> Address | None:
    # The same few are connected again and again, and this is no text of theirs.
    return _parsed(remote)


@lru_cache
def _written(address: Address) -> str:
    return str(address)


def _told(request: web.Request, header: str) -> Iterator[str]:
    """Yield what proxies say, the last one first."""
    if header == "Forwarded":
        yield from (each.get("for", "") for each in reversed(request.forwarded))
    else:
        yield from reversed(",".join(request.headers.getall(header, [])).split(","))


def _parsed(word: str) -> Address | None:
    """Return an address, be it in brackets or with a port (RFC 7239, section 6); None for anything else."""
    text = word.strip().partition("%")[0]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # An IPv4 address as sockets for both versions have it.
    return getattr(address, "ipv4_mapped", None) or address
