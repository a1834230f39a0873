"""A Redis in Python, on loopback, in memory: `python -m app.embedded.redis`."""

import logging
import signal
import sys
from typing import Never

import structlog

from app.embedded.redis_server import EmbeddedRedisServer
from app.observability import logs
from app.settings.embedded import EMBEDDED_HOST, EmbeddedRedisSettings
from app.settings.loading import settings_or_exit

_log = structlog.get_logger("app.embedded.redis")


def main() -> int:
    """Serve until SIGTERM or SIGINT, and return the exit code: 2, after one line, if the port is taken."""
    settings = settings_or_exit(EmbeddedRedisSettings)
    logs.configure(settings.logs)
    # Its debug lines hold whole values, whatever they are.
    logging.getLogger("fakeredis").setLevel(logging.INFO)
    try:
        server = EmbeddedRedisServer((EMBEDDED_HOST, settings.port))
    except OSError:
        taken = (
            f"EMBEDDED_REDIS_PORT: {EMBEDDED_HOST}:{settings.port} is taken; set another port, or REDIS_URL"
        )
        print(taken, file=sys.stderr)  # noqa: T201  # the answer to a command
        return 2
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _stop)
    _log.info("listening", host=EMBEDDED_HOST, port=server.server_address[1])
    server.serve_forever()
    return 0


def _stop(_signal: int, _frame: object) -> Never:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
