"""Tell an orchestrator whether the process is alive, and whether it should get requests.

An upstream's health is no part of either answer: neither restarting this process nor taking it out of service
would heal it.
"""

from typing import Final

from aiohttp import web

from app.gateway.lifecycle import LIFECYCLE, Lifecycle, State

ALIVE_PATH: Final = "/healthz"
READY_PATH: Final = "/readyz"
HEALTH_PATHS: Final = frozenset({ALIVE_PATH, READY_PATH})

_NEVER_STORED = {"Cache-Control": "no-store"}


def mount_health(app: web.Application) -> None:
    """Serve `/healthz` and `/readyz`, and put a `Lifecycle` at `app[LIFECYCLE]`.

    Mount it last: the process is ready once everything that was mounted before has started.
    """
    app[LIFECYCLE] = Lifecycle()
    app.on_startup.append(_become_ready)
    app.router.add_get(ALIVE_PATH, _alive)
    app.router.add_get(READY_PATH, _ready)


async def _become_ready(app: web.Application) -> None:
    app[LIFECYCLE].ready()


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"}, headers=_NEVER_STORED)


async def _ready(request: web.Request) -> web.Response:
    state = request.app[LIFECYCLE].state
    status = 200 if state is State.READY else 503
    return web.json_response({"status": state.value}, status=status, headers=_NEVER_STORED)
