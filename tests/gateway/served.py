"""The zoo's engine, served by HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.store import Documents
from app.gateway.engine import GraphQLEngine
from app.gateway.execution.scalars import DATE_TIME
from app.gateway.http.body import BodyLimits
from app.gateway.http.endpoint import ContextFactory, mount
from app.gateway.http.origins import AllowedOrigins, mount_host_check
from app.gateway.http.server import SERVER
from app.gateway.http.sharing import Sharing
from tests.gateway import zoo

ALLOWED = AllowedOrigins(["127.0.0.1"], ["https://app.test"])
BODY = BodyLimits(10_000, seconds=60)
UTF_8 = "; charset=utf-8"

Client: TypeAlias = TestClient[Any, Any]


@asynccontextmanager
async def context_of(_request: web.Request) -> AsyncIterator[RequestContext[Any]]:
    yield zoo.context()


def application(
    context_factory: ContextFactory = context_of,
    documents: Callable[[Documents], PersistedDocuments] = PersistedDocuments,
    sharing: Sharing | None = None,
    /,
    **resolvers: Any,
) -> web.Application:
    app = web.Application(handler_args=SERVER)
    mount_host_check(app, ALLOWED)
    engine = GraphQLEngine(
        zoo.schema(),
        resolvers=zoo.RESOLVERS | resolvers,
        type_resolvers=zoo.TYPE_RESOLVERS,
        scalars={"DateTime": DATE_TIME},
    )
    mount(
        app,
        engine,
        context_factory,
        documents=documents(engine.documents),
        allowed=ALLOWED,
        body=BODY,
        sharing=sharing,
    )

    async def elsewhere(_request: web.Request) -> web.Response:
        return web.Response(text="elsewhere")

    app.router.add_post("/elsewhere", elsewhere)
    return app


class Unending:
    """A body of which nothing but the beginning arrives."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()


async def told(response: Any) -> tuple[int, str, Any]:
    """Return status, media type and body of a response."""
    return response.status, response.headers["Content-Type"], orjson.loads(await response.read())


async def code_of(response: Any) -> str:
    body = orjson.loads(await response.read())
    assert "data" not in body
    (error,) = body["errors"]
    code: str = error["extensions"]["code"]
    return code
