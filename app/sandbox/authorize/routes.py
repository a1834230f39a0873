from typing import Final
from urllib.parse import urldefrag

from aiohttp import web
from yarl import URL

from app.sandbox.authorize import pages
from app.sandbox.authorize.authorization import LIFETIMES, Authorization, requested
from app.sandbox.carriers import received_params
from app.sandbox.changes import tokens
from app.sandbox.control.guard import guarded
from app.sandbox.errors import invalid_value
from app.sandbox.sandbox import SANDBOX
from app.settings.sandbox import SandboxSettings

PATH: Final = "/1/authorize"
_DENIED: Final = "error=access_denied"
"""What a program is told that may not; the word is that of OAuth 2.0 (RFC 6749, 4.2.2.1)."""


def mount(app: web.Application, settings: SandboxSettings) -> None:
    """Add the page, for whoever may control this Trello: it hands out tokens to everybody who asks."""
    for method, handler in (("GET", _ask), ("POST", _decide)):
        app.router.add_route(method, PATH, guarded(handler, settings, "The page that makes tokens"))


async def _ask(request: web.Request) -> web.Response:
    world = request.app[SANDBOX].world
    wanted = requested(await received_params(request), world.keys)
    people = [each for each in world.members if each.member_type != "ghost"]
    return _page(pages.question(wanted, people), wanted)


async def _decide(request: web.Request) -> web.Response:
    """Make a token, unless the answer is `deny`, and send it to where the program wants it."""
    sandbox, params = request.app[SANDBOX], await received_params(request)
    wanted = requested(params, sandbox.world.keys)
    if params.choice("answer", ("allow", "deny"), "allow") == "deny":
        return _back(wanted, _DENIED) if wanted.return_url else _page(pages.denied(), wanted)
    member = sandbox.world.members.one("username", params.text("member").lower())
    if member is None or member.member_type == "ghost":
        raise invalid_value("member")
    token = tokens.grant(
        sandbox.world,
        sandbox.ids,
        sandbox.clock.now(),
        member,
        application=wanted.name,
        scopes=wanted.scopes,
        lasting=LIFETIMES[wanted.expiration],
    )
    if wanted.return_url:
        return _back(wanted, f"token={token.value}")
    return _page(pages.granted(token.value), wanted)


def _back(wanted: Authorization, fragment: str) -> web.Response:
    location = f"{urldefrag(wanted.return_url).url}#{fragment}"
    return web.Response(status=303, headers=_headers(wanted) | {"Location": location})


def _page(html: str, wanted: Authorization) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers=_headers(wanted))


def _headers(wanted: Authorization) -> dict[str, str]:
    """Return what keeps the page to itself; browsers follow a form's redirect only to where it may go."""
    targets = f"'self' {URL(wanted.return_url).origin()}" if wanted.return_url else "'self'"
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {targets}",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
