"""Run the gateway from start to stop.

Start: clients, then the engine, then the port. Stop, on SIGTERM or SIGINT: readiness falls, the port closes,
running requests finish within their deadline, clients close. A second signal ends the process at once.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack

import structlog
import uvloop
from aiohttp import web

from app.gateway.garbage import mount_freeze
from app.gateway.lifecycle import LIFECYCLE
from app.gateway.listening import cannot_listen
from app.gateway.metrics.server import serving_metrics
from app.settings.gateway import GatewaySettings

_log = structlog.get_logger(__name__)


def serve(create_app: Callable[[GatewaySettings], web.Application], settings: GatewaySettings) -> int:
    """Serve the application until a signal arrives, and return the exit code of the process.

    `create_app` is called inside the running event loop; its application has a health endpoint mounted. The
    code is 0 after an orderly stop, and 2, after one line on standard error, if a port cannot be opened.
    """
    metrics = settings.metrics
    with ExitStack() as stack:
        try:
            stack.enter_context(serving_metrics(metrics))
        except OSError as error:
            print(cannot_listen(error, "GATEWAY_METRICS_", metrics.host, metrics.port), file=sys.stderr)  # noqa: T201  # the answer to a command
            return 2
        return uvloop.run(_serve(create_app, settings))


async def _serve(create_app: Callable[[GatewaySettings], web.Application], settings: GatewaySettings) -> int:
    stop = _first_signal()
    app = create_app(settings)
    mount_freeze(app)
    runner = web.AppRunner(app, shutdown_timeout=settings.drain_seconds)
    try:
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            print(cannot_listen(error, "GATEWAY_", settings.host, settings.port), file=sys.stderr)  # noqa: T201  # as above
            return 2
        _log.info("listening", host=settings.host, port=runner.addresses[0][1])
        _log.info("draining", signal=await stop, seconds=settings.drain_seconds)
        app[LIFECYCLE].drain()
        await asyncio.sleep(settings.drain_delay_seconds)
    finally:
        await runner.cleanup()
    _log.info("stopped")
    return 0


def _first_signal() -> asyncio.Future[str]:
    """Return a future of the first signal's name; from then on, signals do what they do by default."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[str] = loop.create_future()
    signals = (signal.SIGTERM, signal.SIGINT)

    def arrive(which: signal.Signals) -> None:
        for each in signals:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)
        arrived.set_result(which.name)

    for each in signals:
        loop.add_signal_handler(each, arrive, each)
    return arrived
