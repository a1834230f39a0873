"""The offline Trello as an aiohttp application."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from app.sandbox import authorize, control
from app.sandbox.auth import Credentials, credentials
from app.sandbox.calls import CALL_LOG
from app.sandbox.carriers import received_params
from app.sandbox.dispatch import VERSION, Asked, answer, received
from app.sandbox.errors import Refusal, body_too_large, no_such_route, too_long
from app.sandbox.failures import Disconnect
from app.sandbox.files import File
from app.sandbox.limits import TooMany
from app.sandbox.params import Params
from app.sandbox.sandbox import SANDBOX, Sandbox
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.settings.sandbox import SandboxSettings

_MAX_BODY_BYTES: Final = 11 * 1_048_576
"""Room for a file of 10 MB, the most that members without a paid plan may upload."""
_MAX_URL_BYTES: Final = 16_384
"""Trello's own bound is not documented; this one is that of common load balancers."""
_MAX_LINE_BYTES: Final = 1_048_576
_CLIENT: Final = "X-Trello-Client-Identifier"
_EXPOSED: Final = ", ".join(
    f"x-rate-limit-api-{who}-{what}"
    for who in ("key", "token")
    for what in ("interval-ms", "max", "remaining")
)
_HEADERS: Final = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, PUT, POST, DELETE",
    "access-control-allow-headers": "Authorization, Accept, Content-Type",
    "access-control-expose-headers": _EXPOSED,
    "cache-control": "max-age=0, must-revalidate, no-cache, no-store",
    "x-trello-environment": "Sandbox",
}


def create_app(
    world: World, settings: SandboxSettings, rebuild: Callable[[], World] | None = None
) -> web.Application:
    """Return the application that serves this world.

    `rebuild` makes the world anew when a reset is asked for; without it a reset leaves the world as it is.
    `app[CALL_LOG]` tells what was asked, `app[SANDBOX]` holds the world and the switches.
    """
    app = web.Application(
        middlewares=[_in_trellos_words],
        client_max_size=_MAX_BODY_BYTES,
        handler_args={"max_line_size": _MAX_LINE_BYTES},
    )
    sandbox = Sandbox(
        world,
        Switches.from_settings(settings),
        rebuild or (lambda: world),
        Callbacks(settings.webhook_networks),
    )
    app[SANDBOX] = sandbox
    app[CALL_LOG] = sandbox.calls
    control.mount(app, settings)
    authorize.mount(app, settings)
    app.router.add_route("*", f"{VERSION}/{{path:.*}}", _trello)
    app.on_shutdown.append(_let_go)
    app.cleanup_ctx.append(_callbacks)
    return app


async def _callbacks(app: web.Application) -> AsyncIterator[None]:
    async with app[SANDBOX].callbacks.opened():
        yield
        await app[SANDBOX].deliveries.stop()


async def _let_go(app: web.Application) -> None:
    app[SANDBOX].failures.stop()


async def _trello(request: web.Request) -> web.Response:
    sandbox = request.app[SANDBOX]
    who = credentials(request.headers, Params())
    try:
        params = await received_params(request)
        who = credentials(request.headers, params)
        response = await _answer(sandbox, request, params, who)
    except Refusal as refusal:
        response = _refused(refusal)
        if isinstance(refusal, TooMany) and sandbox.switches.retry_after:
            response.headers["Retry-After"] = str(refusal.retry_after)
    response.headers.update(_HEADERS | sandbox.limits.headers(who))
    response.headers["x-server-time"] = str(int(sandbox.clock.now().timestamp() * 1000))
    return response


async def _answer(sandbox: Sandbox, request: web.Request, params: Params, who: Credentials) -> web.Response:
    url = request.rel_url
    origin, client = (
        each.encode(errors="replace").decode()
        for each in (f"{request.scheme}://{request.host}", request.headers.get(_CLIENT, ""))
    )
    asked = Asked(request.method, url.raw_path, url.raw_query_string, params, who, origin, client)
    found = received(sandbox, asked)
    await sandbox.failures.strike(sandbox.switches, asked.path.removeprefix(VERSION))
    value = await answer(sandbox, asked, found)
    return _file(value) if isinstance(value, File) else _json(value)


@web.middleware
async def _in_trellos_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer addresses outside the API as Trello does, and nothing where the connection is to be cut."""
    if len(request.rel_url.raw_path_qs) > _MAX_URL_BYTES:
        return _refused(too_long())
    try:
        return await handler(request)
    except Refusal as refusal:
        return _refused(refusal)
    except web.HTTPRequestEntityTooLarge:
        return _refused(body_too_large())
    except web.HTTPNotFound:
        return _refused(no_such_route(request.method, request.rel_url.raw_path_qs))
    except Disconnect:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


def _refused(refusal: Refusal) -> web.Response:
    """Return the HTTP response that says a refusal: plain text, or JSON where Trello answers JSON."""
    if refusal.error is None:
        return web.Response(status=refusal.status, text=refusal.message)
    return _json({"message": refusal.message, "error": refusal.error}, refusal.status)


def _file(file: File) -> web.Response:
    headers = {"Content-Type": file.media_type, "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content, headers=headers)


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps(value), content_type="application/json", charset="utf-8"
    )
