"""A process as the gateway's, whose requests take as long as a test needs."""

import asyncio
import sys
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from app.gateway.health import mount_health
from app.gateway.http.server import SERVER
from app.gateway.lifecycle import LIFECYCLE, State
from app.gateway.request_id import mount_request_ids
from app.gateway.serve import serve
from app.observability import logs
from app.settings.gateway import GatewaySettings
from app.settings.loading import settings_or_exit

_log = structlog.get_logger()


def create_app(_settings: GatewaySettings) -> web.Application:
    app = web.Application(handler_args=SERVER)
    mount_request_ids(app)
    app.cleanup_ctx.append(_client)
    app.router.add_get("/until-drained", _until_drained)
    app.router.add_get("/forever", _forever)
    mount_health(app)
    return app


async def _client(_app: web.Application) -> AsyncIterator[None]:
    _log.info("client opened")
    yield
    _log.info("client closed")


async def _until_drained(request: web.Request) -> web.Response:
    _log.info("request started")
    while request.app[LIFECYCLE].state is not State.DRAINING:  # noqa: ASYNC110  # nobody sets an event
        await asyncio.sleep(0.01)
    return web.Response(text="finished")


async def _forever(_request: web.Request) -> web.Response:
    _log.info("request started")
    await asyncio.Event().wait()
    raise AssertionError


if __name__ == "__main__":
    settings = settings_or_exit(GatewaySettings)
    logs.configure(settings.logs)
    sys.exit(serve(create_app, settings))
