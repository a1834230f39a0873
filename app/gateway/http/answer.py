"""What the engine answered, written once for everybody who asked the same at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import web

from app.gateway.context import RequestContext
from app.gateway.errors import InternalError
from app.gateway.failures import Failure, formatted
from app.gateway.http.cache_control import NO_STORE
from app.gateway.http.compression import gzipped


@dataclass(slots=True)
class Answer:
    """A GraphQL response and its bytes, which are the same in either media type.

    `request` is the one that it was found for, and `names_request` tells whether an error has the id of that,
    for somebody to quote. `has_run` is false if the request was refused before anything ran. `gzipped` are
    the bytes for whoever takes gzip, once they are asked for, if that pays.
    """

    response: Mapping[str, Any]
    body: bytes
    cache_control: str
    request: web.Request
    has_run: bool
    names_request: bool
    gzipped: bytes | None = None

    @classmethod
    def of(
        cls,
        response: Mapping[str, Any],
        request: web.Request,
        context: RequestContext[Any],
        cache_control: str,
    ) -> Self:
        """Return the answer with a response; one that is no JSON becomes an internal error."""
        try:
            body = orjson.dumps(response)
        except TypeError as error:
            response = {"errors": formatted([Failure(error)], lambda _error: None, context.request_id)}
            body, cache_control = orjson.dumps(response), NO_STORE
        codes = [error["extensions"]["code"] for error in response.get("errors", ())]
        has_run = context.cost is not None
        return cls(response, body, cache_control, request, has_run, InternalError.code in codes)

    async def compress(self) -> None:
        """Compress the bytes, unless that has been done."""
        if self.gzipped is None:
            self.gzipped = await gzipped(self.body)
