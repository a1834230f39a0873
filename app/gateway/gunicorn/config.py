"""How gunicorn runs the gateway: `gunicorn --config python:app.gateway.gunicorn.config app.main:create_app`.

gunicorn reads the names in lower case (https://docs.gunicorn.org/en/stable/settings.html). How many workers
there are is said by `--workers` or WEB_CONCURRENCY, everything else by the gateway's own settings.
"""

import asyncio
import sys
from contextlib import ExitStack
from typing import Any, Final

from prometheus_client.multiprocess import mark_process_dead

from app.gateway.documents.manifest import ManifestError
from app.gateway.listening import cannot_listen
from app.gateway.metrics.server import serving_metrics
from app.observability import logs
from app.settings.gateway import GatewaySettings
from app.settings.loading import settings_or_exit

SETTINGS = settings_or_exit(GatewaySettings)
logs.configure(SETTINGS.logs)

_METRICS: Final = ExitStack()

bind = f"[{SETTINGS.host}]:{SETTINGS.port}" if ":" in SETTINGS.host else f"{SETTINGS.host}:{SETTINGS.port}"
worker_class = "app.gateway.gunicorn.worker.GatewayWorker"
logger_class = "app.gateway.gunicorn.logger.GatewayLogger"

graceful_timeout = round(SETTINGS.drain_delay_seconds + SETTINGS.drain_seconds + 5)
"""How many seconds after SIGTERM whatever still runs is killed: by then, nothing should."""

timeout = max(30, graceful_timeout)
"""How many seconds a worker may be silent, as it is while it drains, before it is killed."""

control_socket_disable = True


def on_starting(server: Any) -> None:
    """Make the application once before there are workers: what keeps them from starting is told once."""
    create_app = server.app.wsgi()

    async def make() -> None:
        create_app(SETTINGS)

    try:
        asyncio.run(make())
    except ManifestError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the answer to a command
        sys.exit(2)


def when_ready(_server: Any) -> None:
    """Serve the metrics of all workers, for there is one port for them."""
    metrics = SETTINGS.metrics
    try:
        _METRICS.enter_context(serving_metrics(metrics))
    except OSError as error:
        print(cannot_listen(error, "GATEWAY_METRICS_", metrics.host, metrics.port), file=sys.stderr)  # noqa: T201  # the answer to a command
        sys.exit(2)


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what a worker that has ended was doing, but not what it has done."""
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library is typed in part


def on_exit(_server: Any) -> None:
    """Close the port of the metrics."""
    _METRICS.close()
