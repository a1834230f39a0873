"""GraphQL over HTTP: a middleware in front of the handlers of tartiflette-aiohttp, which run the engine.

See https://graphql.github.io/graphql-over-http/draft/. Those handlers take any request for a good one and
answer 200 to everything. So each request is checked before they see it, and what they are given is a view of
it whose parameters are parsed already.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler
from tartiflette_aiohttp import register_graphql_handlers

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.errors import GatewayError, MethodNotAllowed, NotAcceptable
from app.gateway.http.answer import Answer
from app.gateway.http.body import BodyLimits, json_body
from app.gateway.http.cache_control import NO_STORE, CachePolicies
from app.gateway.http.cors import share
from app.gateway.http.cross_site import check_get
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON, negotiated
from app.gateway.http.origins import AllowedOrigins
from app.gateway.http.parameters import Parameters, from_body, from_url
from app.gateway.http.responses import METHODS, graphql_response, refused
from app.gateway.http.sharing import Ask, Sharing
from app.gateway.http.view import COST_HEADER, SAFE, ContextOfView, RequestView
from app.gateway.limits.rate import Admission, admit_all

ContextFactory: TypeAlias = Callable[[web.Request], AbstractAsyncContextManager[RequestContext[Any]]]
"""Makes the context of a request, and cleans up after it. Raises a `GatewayError` to refuse the request."""

_VARY: Final = f"Origin, Accept, Accept-Encoding, Authorization, {COST_HEADER}"
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
    sharing: Sharing | None = None,
    path: str = "/graphql",
) -> None:
    """Serve an engine at `path`, by GET and POST. The engine is cooked when the application starts.

    `allowed` says which web pages are answered; `admit` may refuse requests before their bodies are read.
    `sharing` answers several requests at once; without it, each is executed by itself.
    Raises `SchemaError` if hints in the schema make no sense.
    """
    policies = CachePolicies(engine.schema)

    def context_of(
        _executor_context: Any, view: RequestView
    ) -> AbstractAsyncContextManager[RequestContext[Any]]:
        return ContextOfView(context_factory(view.request), view)

    def formatted(view: RequestView, response: Mapping[str, Any], context: RequestContext[Any]) -> Answer:
        operation = None if "errors" in response else context.operation
        cache_control = policies.header(operation) if operation else NO_STORE
        return Answer.of(response, view.request, context, cache_control)

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != path:
            return await handler(request)
        response = await _answer(
            request, handler, allowed=allowed, documents=documents, body=body, admit=admit, sharing=sharing
        )
        response.headers["Vary"] = _VARY
        share(request, response, allowed)
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


async def _answer(
    request: web.Request,
    handler: Handler,
    *,
    allowed: AllowedOrigins,
    documents: PersistedDocuments,
    body: BodyLimits,
    admit: Admission,
    sharing: Sharing | None,
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
        view = RequestView(request, parameters)
        # The library's handlers read nothing of a request but what a view of it has, and answer what the
        # formatter makes of a response.
        ask: Ask = handler  # type: ignore[assignment]
        answer = await (sharing.answer(view, ask) if sharing else ask(view))
        if view.takes_gzip:
            await answer.compress()
        return graphql_response(answer, media_type, takes_gzip=view.takes_gzip)
    except GatewayError as error:
        return refused(error, media_type or JSON)


async def _parameters(request: web.Request, body: BodyLimits) -> Parameters:
    if request.method in SAFE:
        check_get(request)
        return from_url(request.query)
    if request.method != "POST":
        raise MethodNotAllowed(f"{request.method} is not served here: send a GraphQL request by POST.")
    return from_body(await json_body(request, body))
