"""One of several processes that gunicorn starts, all on the same port."""

import signal
from types import FrameType
from typing import Any

import structlog
from aiohttp import web
from aiohttp.worker import GunicornUVLoopWebWorker

from app.gateway.gunicorn.config import SETTINGS
from app.gateway.lifecycle import LIFECYCLE

_log = structlog.get_logger(__name__)


class GatewayWorker(GunicornUVLoopWebWorker):
    """Serves as `app.gateway.serve` does, but for the port, which gunicorn opens before and closes after."""

    wsgi: Any
    application: web.Application | None = None

    def load_wsgi(self) -> None:
        """Get ready to make the application in the event loop; gunicorn was told the name of `create_app`."""
        super().load_wsgi()
        create_app = self.wsgi

        async def runner() -> web.AppRunner:
            self.application = create_app(SETTINGS)
            return web.AppRunner(self.application, shutdown_timeout=SETTINGS.drain_seconds)

        self.wsgi = runner

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Drain: readiness falls at once, and after the delay of the settings no more requests are taken."""
        _log.info("draining", signal=signal.Signals(sig).name, seconds=SETTINGS.drain_seconds)
        if self.application is not None:
            self.application[LIFECYCLE].drain()
        self.loop.call_later(SETTINGS.drain_delay_seconds, self.handle_quit, sig, frame)
