"""Tell an orchestrator whether the process is alive, and whether it should get requests.

Only the database decides the second: without Redis or the broker, whatever waits for them is late, and
taking every process out of service would heal neither. What is away is named.
"""

from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu import Connection
from redis import Redis, RedisError

ALIVE_PATH: Final = "/healthz"
READY_PATH: Final = "/readyz"
HEALTH_PATHS: Final = frozenset({ALIVE_PATH, READY_PATH})

_OK: Final = "ok"
_AWAY: Final = "away"
_NOT_CONFIGURED: Final = "not configured"

_log = structlog.get_logger(__name__)


def answer_probes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: serve `/healthz` and `/readyz`, by whatever name the host is called."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path not in HEALTH_PATHS or request.method not in {"GET", "HEAD"}:
            return get_response(request)
        response = _alive() if request.path == ALIVE_PATH else _ready()
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def _alive() -> HttpResponse:
    return JsonResponse({"status": "alive"})


def _ready() -> HttpResponse:
    checks = {"database": _database(), "redis": _redis(), "broker": _broker()}
    is_ready = checks["database"] == _OK
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", "checks": checks}, status=200 if is_ready else 503
    )


def _checked(name: str, check: Callable[[], object], *errors: type[Exception]) -> str:
    try:
        check()
    except errors as error:
        # The message of an error can hold a URL, and the URL a password.
        _log.warning("a server is away", server=name, error=type(error).__name__)
        return _AWAY
    return _OK


def _database() -> str:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    return _checked("database", ask, DatabaseError)


def _redis() -> str:
    configured = settings.BACKEND.redis
    if configured.url is None:
        return _NOT_CONFIGURED
    url = configured.url.get_secret_value()

    def ask() -> None:
        with Redis.from_url(
            url, socket_timeout=configured.timeout_seconds, socket_connect_timeout=configured.timeout_seconds
        ) as client:
            client.ping()

    return _checked("redis", ask, RedisError, OSError)


def _broker() -> str:
    configured = settings.BACKEND.broker
    url = configured.url or settings.BACKEND.redis.url
    if url is None:
        return _NOT_CONFIGURED

    def ask() -> None:
        with Connection(
            url.get_secret_value(),
            connect_timeout=configured.timeout_seconds,
            transport_options={
                "socket_connect_timeout": configured.timeout_seconds,
                "socket_timeout": configured.timeout_seconds,
                "max_retries": 0,
            },
        ) as asked:
            asked.connect()

    return _checked("broker", ask, Exception)
