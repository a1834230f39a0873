"""What all connections share: everything that answers operations, and nothing that belongs to a client."""

from dataclasses import dataclass

from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.http.endpoint import ContextFactory
from app.settings.websocket import WebSocketSettings


@dataclass(frozen=True, slots=True)
class Service:
    """An engine with the way to its documents, and the maker of contexts."""

    engine: GraphQLEngine
    documents: PersistedDocuments
    contexts: ContextFactory
    settings: WebSocketSettings
