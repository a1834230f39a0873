"""An id for each request: in from the gateway, or new; out in the answer; and in every log line between."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse

from app.backend.http.health import HEALTH_PATHS

HEADER: Final = "X-Request-ID"

_ACCEPTED: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")

_log = structlog.get_logger(__name__)


def identify(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: bind `request_id` to all that is logged, and answer it in `X-Request-ID`.

    An inbound id is kept if it is 1 to 128 of the characters A-Z, a-z, 0-9, `.`, `_` and `-`. Each request is
    logged once, never with its query string; probes of health only for debugging.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        inbound = request.headers.get(HEADER, "")
        request_id = inbound if _ACCEPTED.fullmatch(inbound) else uuid.uuid4().hex
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = get_response(request)
            _log.log(
                logging.DEBUG if request.path in HEALTH_PATHS else logging.INFO,
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        response.headers[HEADER] = request_id
        return response

    return middleware


def current_request_id() -> str:
    """Return the id of the request that is being served, or an empty text outside of one."""
    bound: str = structlog.contextvars.get_contextvars().get("request_id", "")
    return bound
