"""GraphQL over HTTP: a middleware in front of the handlers of tartiflette-aiohttp, which run the engine.

See https://graphql.github.io/graphql-over-http/draft/. Those handlers take any request for a good one and
answer 200 to everything. So each request is checked before they see it, and what they are given is a view of
it whose parameters are parsed already.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Final, TypeAlias

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler
from tartiflette_aiohttp import register_graphql_handlers

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.errors import GatewayError, MethodNotAllowed, NotAcceptable
from app.gateway.http.body import BodyLimits, json_body
from app.gateway.http.cache_control import NO_STORE, CachePolicies
from app.gateway.http.compression import compress
from app.gateway.http.cors import share
from app.gateway.http.cross_site import check_get
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON, negotiated
from app.gateway.http.origins import AllowedOrigins
from app.gateway.http.parameters import Parameters, from_body, from_url
from app.gateway.http.responses import METHODS, graphql_response, refused
from app.gateway.limits.rate import Admission, admit_all

ContextFactory: TypeAlias = Callable[[web.Request], AbstractAsyncContextManager[RequestContext[Any]]]
"""Makes the context of a request, and cleans up after it. Raises a `GatewayError` to refuse the request."""

_SAFE: Final = frozenset({"GET", "HEAD"})

_COST: Final = "GraphQL-Cost"
"""The header that asks by `report` for `extensions.cost` in the response, as in Hot Chocolate."""

_VARY: Final = f"Origin, Accept, Accept-Encoding, Authorization, {_COST}"
"""What else than the URL decides about an answer."""


def mount(
    app: web.Application,
    engine: GraphQLEngine,
    context_factory: ContextFactory,
    *,
    documents: PersistedDocuments,
    allowed: AllowedOrigins,
    body: BodyLimits,
    admit: Admission = admit_all,
    path: str = "/graphql",
) -> None:
    """Serve an engine at `path`, by GET and POST. The engine is cooked when the application starts.

    `allowed` says which web pages are answered; `admit` may refuse requests before their bodies are read.
    Raises `SchemaError` if hints in the schema make no sense.
    """
    policies = CachePolicies(engine.schema)

    def context_of(
        _executor_context: Any, view: RequestView
    ) -> AbstractAsyncContextManager[RequestContext[Any]]:
        return _AsAsked(context_factory(view.request), view.request)

    def formatted(
        view: RequestView, response: Mapping[str, Any], context: RequestContext[Any]
    ) -> web.Response:
        operation = None if "errors" in response else context.operation
        cache_control = policies.header(operation) if operation else NO_STORE
        return graphql_response(response, view.media_type, context.request_id, cache_control)

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != path:
            return await handler(request)
        response = await _answer(
            request, handler, allowed=allowed, documents=documents, body=body, admit=admit
        )
        response.headers["Vary"] = _VARY
        share(request, response, allowed)
        compress(request, response)
        return response

    app.middlewares.append(check)
    register_graphql_handlers(
        app,
        engine=engine,
        context_factory=context_of,
        response_formatter=formatted,
        executor_http_endpoint=path,
        executor_http_methods=["GET", "POST"],
    )
    for route in tuple(app.router.routes()):
        if route.method == "GET" and route.resource and route.resource.canonical == path:
            app.router.add_route("HEAD", path, route.handler)


class _AsAsked(AbstractAsyncContextManager[RequestContext[Any]]):
    """The context of a request, told what HTTP says of it."""

    def __init__(
        self, context: AbstractAsyncContextManager[RequestContext[Any]], request: web.Request
    ) -> None:
        self._context = context
        self._request = request

    async def __aenter__(self) -> RequestContext[Any]:
        context = await self._context.__aenter__()
        context.reports_cost = self._request.headers.get(_COST, "").lower() == "report"
        context.queries_only = self._request.method in _SAFE
        return context

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, stack: TracebackType | None
    ) -> bool | None:
        return await self._context.__aexit__(kind, error, stack)


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


async def _answer(
    request: web.Request,
    handler: Handler,
    *,
    allowed: AllowedOrigins,
    documents: PersistedDocuments,
    body: BodyLimits,
    admit: Admission,
) -> web.StreamResponse:
    """Hand a request to the library, or answer it here if it is not a GraphQL request."""
    media_type = negotiated(request.headers.get("Accept"))
    try:
        allowed.check_origin(request)
        if request.method == "OPTIONS":
            return web.Response(status=204, headers={"Allow": METHODS})
        if media_type is None:
            raise NotAcceptable(f"Accept {JSON} or {GRAPHQL_RESPONSE}.")
        await admit(request)
        parameters = await documents.resolve(await _parameters(request, body))
        # The library's handlers read nothing of a request but what a view of it has.
        return await handler(RequestView(request, parameters, media_type))  # type: ignore[arg-type]
    except GatewayError as error:
        return refused(error, media_type or JSON)


async def _parameters(request: web.Request, body: BodyLimits) -> Parameters:
    if request.method in _SAFE:
        check_get(request)
        return from_url(request.query)
    if request.method != "POST":
        raise MethodNotAllowed(f"{request.method} is not served here: send a GraphQL request by POST.")
    return from_body(await json_body(request, body))
