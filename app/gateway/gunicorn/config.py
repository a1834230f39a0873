"""How gunicorn runs the gateway: `gunicorn --config python:app.gateway.gunicorn.config app.main:create_app`.

gunicorn reads the names in lower case (https://docs.gunicorn.org/en/stable/settings.html). How many workers
there are is said by `--workers` or WEB_CONCURRENCY, everything else by the gateway's own settings.
"""

import asyncio
import sys
from typing import Any

from app.gateway.documents.manifest import ManifestError
from app.observability import logs
from app.settings.gateway import GatewaySettings
from app.settings.loading import settings_or_exit

SETTINGS = settings_or_exit(GatewaySettings)
logs.configure(SETTINGS.logs)

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
