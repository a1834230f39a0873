"""An id for each request: in from the client, or new; out in the answer; and in every log line between."""

import asyncio
import logging
import re
import time
from random import getrandbits
from typing import Final

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from structlog.typing import FilteringBoundLogger

from app.gateway.client_address import CLIENT_ADDRESS
from app.gateway.health import HEALTH_PATHS
from app.gateway.metrics.requests import count_request

HEADER: Final = "X-Request-ID"
REQUEST_ID: Final = web.RequestKey("request_id", str)
ANSWERED_FOR: Final = web.RequestKey("answered_for", web.Request)
"""The request whose answer this one got as well, if it did: log lines between have the id of that one."""

_ACCEPTED: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")

_CLIENT_CLOSED_REQUEST: Final = 499
"""Not registered, but what proxies commonly log for a request that ended before its answer."""


def mount_request_ids(app: web.Application) -> None:
    """Give every request an id at `request[REQUEST_ID]`, and answer it in `X-Request-ID`.

    An inbound `X-Request-ID` is kept if it is 1 to 128 of the characters A-Z, a-z, 0-9, `.`, `_` and `-`.
    Each request is logged once, with address, method, path, status and milliseconds, but never with its query
    string; probes of health only for debugging. Other requests are counted by method and status, too.
    A handler's unknown exception is logged and answered with 500 and the id. No answer names the software
    that serves it. Mount it before whatever can fail.
    """
    # Bound here, it need not be made for each line.
    log = structlog.get_logger(__name__).bind()

    @web.middleware
    async def identify(request: web.Request, handler: Handler) -> web.StreamResponse:
        request_id = _inbound_or_new(request.headers.get(HEADER, ""))
        request[REQUEST_ID] = request_id
        # Requests of one connection share a context, so that the id must be unbound again.
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            return await _logged(request, handler, log)
        finally:
            structlog.contextvars.reset_contextvars(**bound)

    app.middlewares.append(identify)
    app.on_response_prepare.append(_finish_headers)


async def _finish_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)
    if REQUEST_ID in request:
        response.headers[HEADER] = request[REQUEST_ID]


def _inbound_or_new(inbound: str) -> str:
    return inbound if _ACCEPTED.fullmatch(inbound) else f"{getrandbits(128):032x}"  # an id is no secret


async def _logged(request: web.Request, handler: Handler, log: FilteringBoundLogger) -> web.StreamResponse:
    started = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as answer:
        status = answer.status
        raise
    except asyncio.CancelledError:
        status = _CLIENT_CLOSED_REQUEST
        raise
    except Exception:  # whatever it is, the client gets an answer and the log the cause
        log.exception("unhandled exception")
        return _internal_error(request[REQUEST_ID])
    finally:
        _record(request, status, time.perf_counter() - started, log)
    return response


def _record(request: web.Request, status: int, seconds: float, log: FilteringBoundLogger) -> None:
    path = request.rel_url.raw_path
    is_probe = path in HEALTH_PATHS
    if not is_probe:
        count_request(request.method, status)
    level = logging.DEBUG if is_probe else logging.INFO
    log.log(
        level,
        "request",
        client=request.get(CLIENT_ADDRESS),
        method=request.method,
        path=path,
        status=status,
        ms=round(seconds * 1000, 1),
        **({"shared_with": request[ANSWERED_FOR][REQUEST_ID]} if ANSWERED_FOR in request else {}),
    )


def _internal_error(request_id: str) -> web.Response:
    return web.json_response({"error": f"Internal error; quote request id {request_id}."}, status=500)
