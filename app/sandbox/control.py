"""The control surface: switches, counters and reset, for tests and workshops.

It works in development only, and only for callers on this machine. `/_control/healthz` answers everyone.
"""

import ipaddress
from typing import Any, Final

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import ValidationError

from app.sandbox.calls import Call
from app.sandbox.exports import ExportError
from app.sandbox.sandbox import SANDBOX
from app.sandbox.switches import Switches
from app.settings.sandbox import SandboxSettings

PREFIX: Final = "/_control"
_FORBIDDEN: Final = 403
_BAD_REQUEST: Final = 400
_CONFLICT: Final = 409


def mount(app: web.Application, settings: SandboxSettings) -> None:
    """Add the routes below `/_control`."""

    def guarded(handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            reason = _why_not(request, settings)
            return _json({"error": reason}, _FORBIDDEN) if reason else await handler(request)

        return guard

    app.router.add_get(f"{PREFIX}/healthz", _healthz)
    app.router.add_get(PREFIX, guarded(_read_state))
    app.router.add_put(f"{PREFIX}/switches", guarded(_set_switches))
    app.router.add_post(f"{PREFIX}/reset", guarded(_reset))
    app.router.add_get(f"{PREFIX}/calls", guarded(_read_calls))
    app.router.add_delete(f"{PREFIX}/calls", guarded(_clear_calls))


def _why_not(request: web.Request, settings: SandboxSettings) -> str | None:
    """Return why a request may not control anything, None if it may."""
    if settings.environment != "development":
        return f"ENVIRONMENT is {settings.environment}: the control surface works in development only."
    peer = _peer(request)
    if peer is None or not ipaddress.ip_address(str(peer[0]).partition("%")[0]).is_loopback:
        return "The control surface only answers callers on the same machine."
    return None


def _peer(request: web.Request) -> tuple[Any, ...] | None:
    if request.transport is None:
        return None
    peer: tuple[Any, ...] | None = request.transport.get_extra_info("peername")
    return peer


async def _healthz(_: web.Request) -> web.Response:
    return _json({"status": "ok"})


async def _read_state(request: web.Request) -> web.Response:
    sandbox = request.app[SANDBOX]
    world = sandbox.world
    return _json(
        {
            "switches": sandbox.switches.model_dump(),
            "world": {
                "members": len(world.members),
                "organizations": len(world.organizations),
                "boards": len(world.boards),
                "cards": len(world.cards),
                "actions": len(world.actions),
                "webhooks": len(world.webhooks),
            },
            "deliveries": {"waiting": sandbox.deliveries.waiting},
        }
    )


async def _set_switches(request: web.Request) -> web.Response:
    """Change the switches that the body, a JSON object, names; the others stay as they are."""
    sandbox = request.app[SANDBOX]
    try:
        changes = orjson.loads(await request.read())
        if not isinstance(changes, dict):
            return _json({"error": "Send a JSON object with the switches to change."}, _BAD_REQUEST)
        sandbox.switches = Switches.model_validate(sandbox.switches.model_dump() | changes)
    except orjson.JSONDecodeError as error:
        return _json({"error": f"The body is not JSON: {error}"}, _BAD_REQUEST)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        return _json({"error": "; ".join(problems)}, _BAD_REQUEST)
    sandbox.failures.reset()
    return _json(sandbox.switches.model_dump())


async def _reset(request: web.Request) -> web.Response:
    """Make the world as it was at the start, every switch as the environment set it, and forget all calls."""
    try:
        request.app[SANDBOX].reset()
    except ExportError as error:
        return _json({"error": str(error)}, _CONFLICT)
    return await _read_state(request)


async def _read_calls(request: web.Request) -> web.Response:
    calls = request.app[SANDBOX].calls
    return _json(
        {
            "counts": dict(sorted(calls.counts.items())),
            "wire": [_call(each) for each in calls.wire],
            "inner": [_call(each) for each in calls.inner],
        }
    )


def _call(call: Call) -> dict[str, str]:
    return {"method": call.method, "path": call.path, "query": call.query, "route": call.route}


async def _clear_calls(request: web.Request) -> web.Response:
    request.app[SANDBOX].calls.clear()
    return _json({})


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(value), content_type="application/json")
