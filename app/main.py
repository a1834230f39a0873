"""The composition root of the gateway: everything is built here, and handed to whoever needs it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeAlias

import structlog
from aiohttp import web
from pydantic import SecretStr

from app.backend_client.client import BackendClient, open_http
from app.backend_client.errors import BackendError
from app.gateway.client_address import mount_client_addresses
from app.gateway.context import RequestContext
from app.gateway.documents.manifest import EMPTY, ManifestError, read_manifest
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.registry import DocumentRegistry
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.errors import Forbidden, UpstreamUnavailable
from app.gateway.event_channel import EventChannel, open_channel
from app.gateway.execution.scalars import DATE_TIME
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.explorer import mount_explorer
from app.gateway.health import mount_health
from app.gateway.http.body import BodyLimits
from app.gateway.http.endpoint import ContextFactory, mount
from app.gateway.http.origins import AllowedOrigins, mount_host_check
from app.gateway.http.server import SERVER
from app.gateway.limits.rate import Admission, RateLimiter, admit_all
from app.gateway.redis import SharedRedis, open_redis
from app.gateway.request_id import REQUEST_ID, mount_request_ids
from app.gateway.sdl import load_schema
from app.gateway.serve import serve
from app.gateway.viewer.credentials import OwnCredentials
from app.gateway.viewer.verdict import Verdict
from app.gateway.viewer.verdicts import IntrospectionFailed
from app.gateway.viewer.viewer import Viewer
from app.gateway.viewer.viewers import VIEWER, Viewers, callers_by_viewer, open_viewers
from app.gateway.websocket.endpoint import mount_websocket
from app.gateway.websocket.service import Service
from app.observability import logs
from app.resolvers import TYPE_RESOLVERS, resolvers, translate
from app.resolvers.reading import Context, Upstreams
from app.settings.gateway import GatewaySettings
from app.settings.loading import settings_or_exit
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials, CredentialsSource
from app.trello.reader import TrelloReader

SCHEMA: Final = Path(__file__).parent.parent / "schema.sdl"

TRELLO: Final = web.AppKey("trello", TrelloClient)
REDIS: Final = web.AppKey("redis", SharedRedis)
BACKEND: Final = web.AppKey("backend", BackendClient)
EVENTS: Final = web.AppKey("events", EventChannel)
VIEWERS: Final = web.AppKey("viewers", Viewers)
OWN_CREDENTIALS: Final = web.AppKey("own_credentials", OwnCredentials)

ViewerOf: TypeAlias = Callable[[web.Request], Awaitable[Viewer | None]]
"""Finds out who asks; nobody, if nobody is asked. Raises a `GatewayError` to refuse the request."""

_log = structlog.get_logger(__name__)


def create_app(settings: GatewaySettings) -> web.Application:
    """Return the gateway. Its clients open when it starts and close when it stops."""
    app = web.Application(handler_args=SERVER)
    mount_client_addresses(app, settings.proxies)
    mount_request_ids(app)
    allowed = AllowedOrigins(settings.allowed_hosts, settings.http.allowed_origins)
    mount_host_check(app, allowed)
    app.cleanup_ctx.append(_redis(settings))
    app.cleanup_ctx.append(_trello(settings))
    if settings.auth != "off":
        app.cleanup_ctx.extend([_backend(settings), _events(settings), _viewers(settings), _own_credentials])
    viewer_of = _nobody if settings.auth == "off" else _viewer_of
    engine = create_engine(settings)
    documents = _documents(app, engine, settings)
    context = _context(app, settings, viewer_of)
    by_address = RateLimiter(lambda: app[REDIS], settings.rate_limits)
    admit = _admission(app, settings, by_address, viewer_of)
    watch = admit_all if settings.auth == "off" else _watch
    service = Service(engine, documents, context, settings.websocket, admit, by_address.admit, watch)
    mount_websocket(app, service, allowed, drain_seconds=settings.drain_seconds)
    mount(
        app,
        engine,
        context,
        documents=documents,
        allowed=allowed,
        body=BodyLimits(settings.limits.body_bytes, settings.http.body_timeout_seconds),
        admit=admit,
    )
    if settings.explorer:
        mount_explorer(app, settings.explorer_query)
    mount_health(app)
    return app


def create_engine(
    settings: GatewaySettings, executor: ExecutorFactory = TartifletteExecutor
) -> GraphQLEngine:
    """Return the engine with our schema and resolvers; `executor` is what runs them."""
    schema = load_schema(SCHEMA)
    return GraphQLEngine(
        schema,
        resolvers=resolvers(schema),
        type_resolvers=TYPE_RESOLVERS,
        scalars={"DateTime": DATE_TIME},
        translate_error=translate,
        document_cache_bytes=settings.document_cache_bytes,
        introspection=settings.documents.introspection,
        limits=settings.limits,
        executor=executor,
    )


def _admission(
    app: web.Application, settings: GatewaySettings, by_address: RateLimiter, viewer_of: ViewerOf
) -> Admission:
    """Return what each operation has to pass before anything is done for it."""
    by_viewer = RateLimiter(lambda: app[REDIS], settings.rate_limits, callers_by_viewer)

    async def admit(request: web.Request) -> None:
        # By address first: that slows down whoever tries tokens out.
        await by_address.admit(request)
        await viewer_of(request)
        await by_viewer.admit(request)

    return admit


def _documents(app: web.Application, engine: GraphQLEngine, settings: GatewaySettings) -> PersistedDocuments:
    """Return the way to the documents of requests, and log what is open to clients."""
    path, trust = settings.documents.trusted_manifest, settings.documents.trusted_documents
    manifest = EMPTY if path is None else read_manifest(path, engine.documents)
    may_register = settings.documents.persisted_queries and trust != "enforce"
    registry = DocumentRegistry(lambda: app[REDIS], settings.documents) if may_register else None
    _log.info(
        "open to clients",
        environment=settings.environment,
        any_document=trust != "enforce",
        trusted_documents=len(manifest),
        persisted_queries=may_register,
        introspection=settings.documents.introspection,
        explorer=settings.explorer,
    )
    return PersistedDocuments(engine.documents, manifest=manifest, trust=trust, registry=registry)


def _redis(settings: GatewaySettings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_redis(settings.redis) as app[REDIS]:
            yield

    return client


def _trello(settings: GatewaySettings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_session(settings.trello) as session:
            app[TRELLO] = TrelloClient(session, settings.trello.url)
            yield

    return client


def _backend(settings: GatewaySettings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def client(app: web.Application) -> AsyncIterator[None]:
        async with open_http(settings.backend) as http:
            app[BACKEND] = BackendClient(http, settings.backend.service_secret)
            yield

    return client


def _events(settings: GatewaySettings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def channel(app: web.Application) -> AsyncIterator[None]:
        async with open_channel(settings.redis) as app[EVENTS]:
            yield

    return channel


def _viewers(settings: GatewaySettings) -> Callable[[web.Application], AsyncIterator[None]]:
    async def viewers(app: web.Application) -> AsyncIterator[None]:
        async def introspect(token: SecretStr) -> Verdict:
            try:
                return await app[BACKEND].introspect(token)
            except BackendError:
                raise IntrospectionFailed from None

        async with open_viewers(
            introspect, app[REDIS], app[EVENTS], settings.viewer, settings.backend.service_secret
        ) as app[VIEWERS]:
            yield

    return viewers


async def _own_credentials(app: web.Application) -> AsyncIterator[None]:
    async def fetch(viewer: Viewer) -> SecretStr | None:
        try:
            return await app[BACKEND].trello_token(viewer.tenant, viewer.account)
        except BackendError:
            raise UpstreamUnavailable(
                "Your Trello token cannot be fetched now from where you have linked it. Try again later."
            ) from None

    app[OWN_CREDENTIALS] = OwnCredentials(fetch, app[EVENTS])
    app[EVENTS].add(app[OWN_CREDENTIALS])
    yield
    app[OWN_CREDENTIALS].close()


def _credentials_of(
    app: web.Application, settings: GatewaySettings, viewer: Viewer | None
) -> CredentialsSource:
    """Return where a viewer's credentials for Trello come from: their own go before those that all share."""

    async def find() -> Credentials:
        token = await app[OWN_CREDENTIALS].of(viewer) if viewer and viewer.is_linked else None
        token = token or settings.shared_trello_token
        if token is None:
            raise Forbidden("You have not linked Trello: do so at /me/trello of the backend, then ask again.")
        return Credentials(settings.trello_api_key, token)

    return find


async def _viewer_of(request: web.Request) -> Viewer:
    request[VIEWER] = await request.app[VIEWERS].of(request)
    return request[VIEWER]


async def _watch(request: web.Request) -> None:
    await request.app[VIEWERS].watch(request)


async def _nobody(_request: web.Request) -> None:
    return None


def _context(app: web.Application, settings: GatewaySettings, viewer_of: ViewerOf) -> ContextFactory:
    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[Context]:
        viewer = await viewer_of(request)
        deadline = asyncio.get_running_loop().time() + settings.request_timeout_seconds
        reader = TrelloReader(app[TRELLO], _credentials_of(app, settings, viewer), deadline)
        try:
            yield RequestContext(request[REQUEST_ID], Upstreams(reader, app.get(BACKEND)), deadline, viewer)
        finally:
            reader.close()

    return context


def main() -> int:
    """Run the gateway as its environment says, and return the exit code of the process."""
    settings = settings_or_exit(GatewaySettings)
    logs.configure(settings.logs)
    try:
        return serve(create_app, settings)
    except ManifestError as error:
        print(error, file=sys.stderr)  # noqa: T201  # the answer to a command
        return 2


if __name__ == "__main__":
    sys.exit(main())
