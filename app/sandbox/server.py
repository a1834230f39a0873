"""The offline Trello as an aiohttp application."""

import time
from collections.abc import Callable
from typing import Any, Final

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from app.sandbox.auth import credentials
from app.sandbox.body import body_params
from app.sandbox.calls import CALL_LOG
from app.sandbox.dispatch import VERSION, Asked, answer
from app.sandbox.errors import Refusal, no_such_route
from app.sandbox.limits import TooMany
from app.sandbox.params import Params
from app.sandbox.sandbox import SANDBOX, Sandbox
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.settings.sandbox import SandboxSettings

_MAX_BODY_BYTES: Final = 1_048_576
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
    app = web.Application(middlewares=[_refuse], client_max_size=_MAX_BODY_BYTES)
    sandbox = Sandbox(world, Switches.from_settings(settings), rebuild or (lambda: world))
    app[SANDBOX] = sandbox
    app[CALL_LOG] = sandbox.calls
    app.router.add_route("*", f"{VERSION}/{{path:.*}}", _trello)
    return app


async def _trello(request: web.Request) -> web.Response:
    sandbox = request.app[SANDBOX]
    query = request.rel_url.raw_query_string
    params = Params({**request.query, **await body_params(request)})
    who = credentials(request.headers, params)
    try:
        path = request.rel_url.raw_path
        value = answer(sandbox, Asked(request.method, path, query, params, who))
        response = web.Response(body=orjson.dumps(value), content_type="application/json", charset="utf-8")
    except Refusal as refusal:
        response = refused(refusal)
        if isinstance(refusal, TooMany) and sandbox.switches.retry_after:
            response.headers["Retry-After"] = str(refusal.retry_after)
    response.headers.update(_HEADERS | sandbox.limits.headers(who))
    response.headers["x-server-time"] = str(time.time_ns() // 1_000_000)
    return response


def refused(refusal: Refusal) -> web.Response:
    """Return the HTTP response that says a refusal: plain text, or JSON where Trello answers JSON."""
    if refusal.error is None:
        return web.Response(status=refusal.status, text=refusal.message)
    body: dict[str, Any] = {"message": refusal.message, "error": refusal.error}
    return web.Response(
        status=refusal.status, body=orjson.dumps(body), content_type="application/json", charset="utf-8"
    )


@web.middleware
async def _refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let addresses outside the API, and refusals met before it, look like Trello's too."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return refused(refusal)
    except web.HTTPNotFound:
        return refused(no_such_route(request.method, request.rel_url.raw_path_qs))
