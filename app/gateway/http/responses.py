"""From a GraphQL response to an HTTP response: bytes, media type and status.

See https://graphql.github.io/graphql-over-http/draft/#sec-Response.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any, Final

import orjson
from aiohttp import web

from app.gateway.errors import (
    BadRequest,
    CrossSiteRequest,
    Forbidden,
    GatewayError,
    InternalError,
    MethodNotAllowed,
    MisdirectedRequest,
    NotAcceptable,
    OperationTimeout,
    OriginNotAllowed,
    PayloadTooLarge,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    RateLimited,
    RequestTimeout,
    Unauthenticated,
    UnsupportedMediaType,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from app.gateway.http.answer import Answer
from app.gateway.http.cache_control import NO_STORE
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON
from app.gateway.metrics.operations import count_error

METHODS: Final = "GET, HEAD, POST, OPTIONS"

_STATUS: Final[Mapping[str, int]] = {
    BadRequest.code: 400,
    Unauthenticated.code: 401,
    Forbidden.code: 403,
    OriginNotAllowed.code: 403,
    CrossSiteRequest.code: 403,
    MethodNotAllowed.code: 405,
    NotAcceptable.code: 406,
    RequestTimeout.code: 408,
    PayloadTooLarge.code: 413,
    UnsupportedMediaType.code: 415,
    MisdirectedRequest.code: 421,
    RateLimited.code: 429,
    InternalError.code: 500,
    UpstreamUnavailable.code: 503,
    UpstreamTimeout.code: 504,
    OperationTimeout.code: 504,
}
"""Status of a request that was refused as a whole; 400 for every other code."""

_STATUS_OF_ANY_TYPE: Final = frozenset({MethodNotAllowed.code, InternalError.code, OperationTimeout.code})
"""Codes that have a status of their own under `application/json` as well, where anything that is a GraphQL
response is otherwise 200: they say that the request did not come as far as GraphQL, or did not come back."""


_ANSWERS_OF_THE_PROTOCOL: Final = frozenset({PersistedQueryNotFound.code, PersistedQueryNotSupported.code})
"""Codes that tell a client of persisted documents how to go on: under `application/json` with status 200, as
Apollo Server sends them, for some clients read no body of another."""

_HEADERS: Final[Mapping[int, Mapping[str, str]]] = {
    # How to show who is asking (RFC 9110, section 15.5.2).
    401: {"WWW-Authenticate": Unauthenticated.challenge},
    405: {"Allow": METHODS},
    # What would have been taken (RFC 9110, section 15.5.16).
    415: {"Accept": JSON, "Accept-Encoding": "gzip"},
}
"""What else is told with a status."""


def graphql_response(answer: Answer, media_type: str, *, takes_gzip: bool) -> web.Response:
    """Return what the engine answered, in a negotiated media type."""
    response = _of_answer(answer, media_type)
    if takes_gzip and answer.gzipped is not None:
        response.body = answer.gzipped
        response.headers["Content-Encoding"] = "gzip"
    return response


def _of_answer(answer: Answer, media_type: str) -> web.Response:
    if "data" not in answer.response:
        extensions = answer.response["errors"][0]["extensions"]
        if media_type == GRAPHQL_RESPONSE or extensions["code"] in _STATUS_OF_ANY_TYPE:
            return _refusal(answer.body, media_type, extensions)
    return _response(200, answer.body, media_type, {"Cache-Control": answer.cache_control})


def refused(error: GatewayError, media_type: str = JSON) -> web.Response:
    """Return the answer to a request that is not a GraphQL request, or cannot be served as one."""
    count_error(error.extensions)
    body = {"errors": [{"message": error.message, "extensions": dict(error.extensions)}]}
    if media_type == JSON and error.code in _ANSWERS_OF_THE_PROTOCOL:
        return _response(200, orjson.dumps(body), media_type, {"Cache-Control": NO_STORE})
    response = _refusal(orjson.dumps(body), media_type, error.extensions)
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = error.challenge
    return response


def _refusal(body: bytes, media_type: str, extensions: Mapping[str, Any]) -> web.Response:
    status = _STATUS.get(extensions["code"], 400)
    headers = {"Cache-Control": NO_STORE, **_HEADERS.get(status, {})}
    if "retryAfter" in extensions:
        # In whole seconds (RFC 9110, section 10.2.3), and not too early.
        headers["Retry-After"] = str(ceil(extensions["retryAfter"]))
    return _response(status, body, media_type, headers)


def _response(status: int, body: bytes, media_type: str, headers: Mapping[str, str]) -> web.Response:
    return web.Response(
        status=status,
        body=body,
        headers={
            "Content-Type": f"{media_type}; charset=utf-8",
            "X-Content-Type-Options": "nosniff",
            **headers,
        },
    )
