"""The context that every resolver gets: one request, and what it reads from."""

from dataclasses import dataclass
from typing import TypeAlias

from app.backend_client.client import BackendClient
from app.gateway.context import RequestContext
from app.trello.reader import TrelloReader


@dataclass(frozen=True, slots=True)
class Upstreams:
    """Where objects come from: a viewer's reader of Trello, and the backend, if there is a viewer."""

    trello: TrelloReader
    backend: BackendClient | None = None

    @property
    def backend_client(self) -> BackendClient:
        """The backend, for fields that require a viewer."""
        assert self.backend  # noqa: S101  # there is no viewer without
        return self.backend


Context: TypeAlias = RequestContext[Upstreams]
"""The context that every resolver gets."""
