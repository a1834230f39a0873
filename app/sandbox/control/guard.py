"""Who may control, and make tokens: callers on this machine, in development, and no page from elsewhere."""

import ipaddress
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from app.sandbox.control.answers import refused
from app.settings.sandbox import SandboxSettings
from app.settings.trello import LOOPBACK_HOSTS

_FORBIDDEN = 403


def guarded(handler: Handler, settings: SandboxSettings, what: str = "The control surface") -> Handler:
    """Return a handler that answers those who may use `what` it serves, and tells the others why not."""

    async def guard(request: web.Request) -> web.StreamResponse:
        reason = _why_not(request, settings, what)
        return refused(reason, _FORBIDDEN) if reason else await handler(request)

    return guard


def _why_not(request: web.Request, settings: SandboxSettings, what: str) -> str | None:
    if settings.environment != "development":
        return f"ENVIRONMENT is {settings.environment}. {what} works in development only."
    peer = _peer(request)
    if peer is None or not ipaddress.ip_address(str(peer[0]).partition("%")[0]).is_loopback:
        return f"{what} only answers callers on the same machine."
    # A page from elsewhere reaches this machine through its visitor's browser, which says where it is from.
    if not all(_is_loopback(address) for address in (f"//{request.host}", request.headers.get("Origin"))):
        return f"{what} only answers under names of this machine, such as 127.0.0.1."
    return None


def _is_loopback(address: str | None) -> bool:
    try:
        return address is None or URL(address).host in LOOPBACK_HOSTS
    except ValueError:
        return False


def _peer(request: web.Request) -> tuple[Any, ...] | None:
    if request.transport is None:
        return None
    peer: tuple[Any, ...] | None = request.transport.get_extra_info("peername")
    return peer
