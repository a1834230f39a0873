"""The zoo's engine, served by WebSocket, and a client that knows of the protocol only its messages."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.store import Documents
from app.gateway.engine import GraphQLEngine
from app.gateway.execution.scalars import DATE_TIME, Scalar
from app.gateway.http.endpoint import ContextFactory, mount
from app.gateway.http.origins import AllowedOrigins
from app.gateway.request_id import REQUEST_ID, mount_request_ids
from app.gateway.websocket.endpoint import PROTOCOL, mount_websocket
from app.gateway.websocket.service import Service
from app.settings.websocket import WebSocketSettings
from tests.gateway import zoo
from tests.gateway.served import BODY

ORIGIN = "https://app.example"


@asynccontextmanager
async def context_of(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
    made = zoo.context()
    made.request_id = request[REQUEST_ID]
    yield made


@dataclass
class Talk:
    """One connection, as its client sees it."""

    socket: ClientWebSocketResponse

    async def send(self, type_: str, **content: Any) -> None:
        await self.socket.send_json({"type": type_, **content})

    async def subscribe(self, id_: str, query: str, **payload: Any) -> None:
        await self.send("subscribe", id=id_, payload={"query": query, **payload})

    async def receive(self) -> dict[str, Any]:
        message = await self.socket.receive()
        assert message.type is WSMsgType.TEXT, message
        received: dict[str, Any] = orjson.loads(message.data)
        return received

    async def initialized(self, payload: Any = None) -> Self:
        await self.send("connection_init", **({} if payload is None else {"payload": payload}))
        assert await self.receive() == {"type": "connection_ack"}
        return self

    async def until_end(self, id_: str) -> list[dict[str, Any]]:
        """Return all messages of an operation, of which no other is running."""
        received = [await self.receive()]
        while received[-1]["type"] not in {"complete", "error"}:
            received.append(await self.receive())
        assert {message["id"] for message in received} == {id_}
        return received

    async def answer(self, id_: str, query: str, **payload: Any) -> list[dict[str, Any]]:
        await self.subscribe(id_, query, **payload)
        return await self.until_end(id_)

    async def closed(self) -> tuple[int | None, str]:
        """Return code and reason of the close frame that comes next."""
        message = await self.socket.receive()
        assert message.type is WSMsgType.CLOSE, message
        return message.data, message.extra or ""


def transport_of(talk: Talk) -> Any:
    """Return the client's end of the connection, to make it misbehave with."""
    connection = talk.socket._response.connection
    assert connection
    return connection.transport


@dataclass
class Served:
    """A running gateway."""

    client: ClientSession
    runner: web.AppRunner

    @property
    def url(self) -> str:
        host, port = self.runner.addresses[0]
        return f"http://{host}:{port}/graphql"

    async def connect(
        self, protocols: tuple[str, ...] = (PROTOCOL,), headers: Mapping[str, str] | None = None
    ) -> Talk:
        return Talk(await self.client.ws_connect(self.url, protocols=protocols, headers=headers))

    async def talk(self, payload: Any = None) -> Talk:
        """Connect, and be acknowledged."""
        return await (await self.connect()).initialized(payload)


@asynccontextmanager
async def serving(
    contexts: ContextFactory = context_of,
    settings: WebSocketSettings | None = None,
    *,
    resolvers: Mapping[str, Any] | None = None,
    moment: Scalar = DATE_TIME,
    persisted: Callable[[Documents], PersistedDocuments] = PersistedDocuments,
    handler_cancellation: bool = True,
    drain_seconds: float = 60,
) -> AsyncIterator[Served]:
    """Serve the zoo as the gateway is served, with other `resolvers` in place of some of its own.

    `handler_cancellation` is off under gunicorn.
    """
    app = web.Application()
    mount_request_ids(app)
    engine = GraphQLEngine(
        zoo.schema(),
        resolvers={**zoo.RESOLVERS, **(resolvers or {})},
        type_resolvers=zoo.TYPE_RESOLVERS,
        scalars={"DateTime": moment},
        translate_error=zoo.translate,
    )
    documents = persisted(engine.documents)
    service = Service(engine, documents, contexts, settings or WebSocketSettings())
    allowed = AllowedOrigins(["127.0.0.1"], [ORIGIN])
    mount_websocket(app, service, allowed, drain_seconds=drain_seconds)
    mount(app, engine, contexts, documents=documents, allowed=allowed, body=BODY)
    runner = web.AppRunner(
        app, access_log=None, handler_cancellation=handler_cancellation, shutdown_timeout=drain_seconds
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as client:
            yield Served(client, runner)
    finally:
        await runner.cleanup()
