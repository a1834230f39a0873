"""GraphQL over HTTP: a middleware in front of the handlers of tartiflette-aiohttp, which run the engine.

See https://graphql.github.io/graphql-over-http/draft/. Those handlers take any request for a good one and
answer 200 to everything. So each request is checked before they see it, and what they are given is a view of
it whose parameters are parsed already.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeAlias

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler
from tartiflette_aiohttp import register_graphql_handlers

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.errors import (
    BadRequest,
    GatewayError,
    MethodNotAllowed,
    NotAcceptable,
    PayloadTooLarge,
    UnsupportedMediaType,
)
from app.gateway.http.media_types import JSON, is_json, negotiated
from app.gateway.http.parameters import Parameters, from_body, from_url
from app.gateway.http.responses import METHODS, graphql_response, refused

ContextFactory: TypeAlias = Callable[[web.Request], AbstractAsyncContextManager[RequestContext[Any]]]
"""Makes the context of a request, and cleans up after it. Raises a `GatewayError` to refuse the request."""


def mount(
    app: web.Application,
    engine: GraphQLEngine,
    context_factory: ContextFactory,
    *,
    documents: PersistedDocuments,
    max_body_bytes: int,
    path: str = "/graphql",
) -> None:
    """Serve an engine at `path`, by GET and POST. The engine is cooked when the application starts."""

    @asynccontextmanager
    async def context_of(_executor_context: Any, view: RequestView) -> AsyncIterator[RequestContext[Any]]:
        async with context_factory(view.request) as context:
            context.queries_only = view.request.method == "GET"
            yield context

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != path:
            return await handler(request)
        return await _checked(request, handler, documents, max_body_bytes)

    app.middlewares.append(check)
    register_graphql_handlers(
        app,
        engine=engine,
        context_factory=context_of,
        response_formatter=_formatted,
        executor_http_endpoint=path,
        executor_http_methods=["GET", "POST"],
    )


class RequestView:
    """What the library's handlers read of a request: the parameters, parsed and checked before.

    `media_type` is what the answer will be written in.
    """

    def __init__(self, request: web.Request, parameters: Parameters, media_type: str) -> None:
        self.request = request
        self.app = request.app
        self.media_type = media_type
        self._parameters = parameters

    async def json(self, **_loads: Any) -> Mapping[str, Any]:
        """Return the parameters of a POST request."""
        return {
            "query": self._parameters.query,
            "operationName": self._parameters.operation_name,
            "variables": self._parameters.variables,
        }

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of a GET request; the library wants the variables as text."""
        query = {"query": self._parameters.query or ""}
        if self._parameters.operation_name is not None:
            query["operationName"] = self._parameters.operation_name
        if self._parameters.variables is not None:
            query["variables"] = orjson.dumps(self._parameters.variables).decode()
        return query


def _formatted(view: RequestView, response: Mapping[str, Any], context: RequestContext[Any]) -> web.Response:
    return graphql_response(response, view.media_type, context.request_id)


async def _checked(
    request: web.Request, handler: Handler, documents: PersistedDocuments, max_body_bytes: int
) -> web.StreamResponse:
    """Hand a request to the library, or answer it here if it is not a GraphQL request."""
    if request.method == "OPTIONS":
        return web.Response(status=204, headers={"Allow": METHODS})
    media_type = negotiated(request.headers.get("Accept"))
    try:
        if media_type is None:
            raise NotAcceptable(f"Accept {JSON} or application/graphql-response+json.")
        parameters = await documents.resolve(await _parameters(request, max_body_bytes))
        # The library's handlers read nothing of a request but what a view of it has.
        return await handler(RequestView(request, parameters, media_type))  # type: ignore[arg-type]
    except GatewayError as error:
        return refused(error, media_type or JSON)


async def _parameters(request: web.Request, max_body_bytes: int) -> Parameters:
    if request.method == "GET":
        return from_url(request.query)
    if request.method != "POST":
        raise MethodNotAllowed(f"{request.method} is not served here: send a GraphQL request by POST.")
    if not is_json(request.headers.get("Content-Type", "")):
        raise UnsupportedMediaType("Send JSON in UTF-8, with the header Content-Type: application/json.")
    return from_body(await _body(request, max_body_bytes))


async def _body(request: web.Request, max_bytes: int) -> bytes:
    body = bytearray()
    if (request.content_length or 0) <= max_bytes:
        try:
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > max_bytes:
                    break
            else:
                return bytes(body)
        except web.RequestPayloadError:
            raise BadRequest("The body is not what its headers announce.") from None
    raise PayloadTooLarge(
        f"The body is larger than {max_bytes} bytes. Send a smaller document or fewer variables."
    )
