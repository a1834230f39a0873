"""From a GraphQL response to an HTTP response: bytes, media type and status.

See https://graphql.github.io/graphql-over-http/draft/#sec-Response.
"""

from collections.abc import Mapping
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
    OriginNotAllowed,
    PayloadTooLarge,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    RateLimited,
    Unauthenticated,
    UnsupportedMediaType,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from app.gateway.failures import masked
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON

METHODS: Final = "GET, POST, OPTIONS"

_STATUS: Final[Mapping[str, int]] = {
    BadRequest.code: 400,
    Unauthenticated.code: 401,
    Forbidden.code: 403,
    OriginNotAllowed.code: 403,
    CrossSiteRequest.code: 403,
    MethodNotAllowed.code: 405,
    NotAcceptable.code: 406,
    PayloadTooLarge.code: 413,
    UnsupportedMediaType.code: 415,
    MisdirectedRequest.code: 421,
    RateLimited.code: 429,
    InternalError.code: 500,
    UpstreamUnavailable.code: 503,
    UpstreamTimeout.code: 504,
}
"""Status of a request that was refused as a whole; 400 for every other code."""

_STATUS_OF_ANY_TYPE: Final = frozenset({MethodNotAllowed.code, InternalError.code, UpstreamTimeout.code})
"""Codes that have a status of their own under `application/json` as well, where anything that is a GraphQL
response is otherwise 200: they say that the request did not come as far as GraphQL, or did not come back."""


_ANSWERS_OF_THE_PROTOCOL: Final = frozenset({PersistedQueryNotFound.code, PersistedQueryNotSupported.code})
"""Codes that tell a client of persisted documents how to go on: under `application/json` with status 200, as
Apollo Server sends them, for some clients read no body of another."""


def graphql_response(response: Mapping[str, Any], media_type: str, request_id: str) -> web.Response:
    """Return what the engine answered, in a negotiated media type."""
    try:
        body = orjson.dumps(response)
    except TypeError as error:
        return refused(masked(error, request_id), media_type)
    if "data" in response:
        return _response(200, body, media_type)
    code = response["errors"][0]["extensions"]["code"]
    if media_type == GRAPHQL_RESPONSE or code in _STATUS_OF_ANY_TYPE:
        return _response(_STATUS.get(code, 400), body, media_type)
    return _response(200, body, media_type)


def refused(error: GatewayError, media_type: str = JSON) -> web.Response:
    """Return the answer to a request that is not a GraphQL request, or cannot be served as one."""
    body = {"errors": [{"message": error.message, "extensions": dict(error.extensions)}]}
    is_expected = media_type == JSON and error.code in _ANSWERS_OF_THE_PROTOCOL
    status = 200 if is_expected else _STATUS.get(error.code, 400)
    response = _response(status, orjson.dumps(body), media_type)
    # The same request may be served in a moment: once its document is registered, for one.
    response.headers["Cache-Control"] = "no-store"
    return response


def _response(status: int, body: bytes, media_type: str) -> web.Response:
    headers = {"Content-Type": f"{media_type}; charset=utf-8"}
    if status == _STATUS[MethodNotAllowed.code]:
        headers["Allow"] = METHODS
    return web.Response(status=status, body=body, headers=headers)
