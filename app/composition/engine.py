"""The engine with our schema, and the documents that it answers."""

from pathlib import Path
from typing import Final

import structlog
from aiohttp import web

from app.composition.clients import REDIS
from app.gateway.documents.manifest import EMPTY, read_manifest
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.registry import DocumentRegistry
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.scalars import DATE_TIME
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.sdl import load_schema
from app.resolvers import TYPE_RESOLVERS, resolvers, shortcuts, translate
from app.settings.gateway import GatewaySettings

SCHEMA: Final = Path(__file__).parent.parent.parent / "schema.sdl"

_log = structlog.get_logger(__name__)


def create_engine(
    settings: GatewaySettings, executor: ExecutorFactory = TartifletteExecutor
) -> GraphQLEngine:
    """Return the engine with our schema and resolvers; `executor` is what runs them."""
    schema = load_schema(SCHEMA)
    return GraphQLEngine(
        schema,
        resolvers=resolvers(schema),
        shortcuts=shortcuts(schema),
        type_resolvers=TYPE_RESOLVERS,
        scalars={"DateTime": DATE_TIME},
        translate_error=translate,
        document_cache_bytes=settings.document_cache_bytes,
        introspection=settings.documents.introspection,
        limits=settings.limits,
        executor=executor,
    )


def documents_of(
    app: web.Application, engine: GraphQLEngine, settings: GatewaySettings
) -> PersistedDocuments:
    """Return the way to the documents of requests, and log what is open to clients.

    Raises `ManifestError` for a manifest of trusted documents that cannot be used.
    """
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
