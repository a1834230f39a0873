"""What all connections share: everything that answers operations, and nothing that belongs to a client."""

from dataclasses import dataclass

from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.http.endpoint import ContextFactory
from app.gateway.limits.rate import Admission, admit_all
from app.settings.websocket import WebSocketSettings


@dataclass(frozen=True, slots=True)
class Service:
    """An engine with the way to its documents, the maker of contexts, and what refuses at once.

    `admit` is asked for each operation, `admit_socket` for each handshake: before it is known who asks.
    `watch` waits until whoever has begun a connection may no longer use it, and raises the `GatewayError`
    that says why; it returns if that never happens.
    """

    engine: GraphQLEngine
    documents: PersistedDocuments
    contexts: ContextFactory
    settings: WebSocketSettings
    admit: Admission = admit_all
    admit_socket: Admission = admit_all
    watch: Admission = admit_all
