"""What the handlers of tartiflette-aiohttp are given in place of a request."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Final

import orjson
from aiohttp import web

from app.gateway.context import RequestContext
from app.gateway.http.compression import takes_gzip
from app.gateway.http.parameters import Parameters

COST_HEADER: Final = "GraphQL-Cost"
"""The header that asks by `report` for `extensions.cost` in the response, as in Hot Chocolate."""

SAFE: Final = frozenset({"GET", "HEAD"})
"""Methods by which nothing may be changed (RFC 9110, section 9.2.1)."""


class RequestView:
    """What the library's handlers read of a request: the parameters, parsed and checked before."""

    def __init__(self, request: web.Request, parameters: Parameters) -> None:
        self.request = request
        self.app = request.app
        self.parameters = parameters

    @property
    def reports_cost(self) -> bool:
        """Whether the client has asked what its operation costs."""
        return self.request.headers.get(COST_HEADER, "").lower() == "report"

    @property
    def takes_gzip(self) -> bool:
        """Whether the client takes an answer that is compressed by gzip."""
        return takes_gzip(self.request.headers.get("Accept-Encoding", ""))

    async def json(self, **_loads: Any) -> Mapping[str, Any]:
        """Return the parameters of a POST request."""
        return {
            "query": self.parameters.query,
            "operationName": self.parameters.operation_name,
            "variables": self.parameters.variables,
        }

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of a GET request; the library wants the variables as text."""
        query = {"query": self.parameters.query or ""}
        if self.parameters.operation_name is not None:
            query["operationName"] = self.parameters.operation_name
        if self.parameters.variables is not None:
            query["variables"] = orjson.dumps(self.parameters.variables).decode()
        return query


class ContextOfView(AbstractAsyncContextManager[RequestContext[Any]]):
    """The context of a request, told what HTTP says of it."""

    def __init__(self, context: AbstractAsyncContextManager[RequestContext[Any]], view: RequestView) -> None:
        self._context = context
        self._view = view

    async def __aenter__(self) -> RequestContext[Any]:
        context = await self._context.__aenter__()
        context.reports_cost = self._view.reports_cost
        context.queries_only = self._view.request.method in SAFE
        return context

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, stack: TracebackType | None
    ) -> bool | None:
        return await self._context.__aexit__(kind, error, stack)
