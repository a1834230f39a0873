from dataclasses import dataclass
from typing import Self

from app.backend.accounts.introspection import Viewer
from app.backend.accounts.models import Auth, Entity


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change: an entity, by a token of its own or signed in; or whoever commands this machine."""

    entity: Entity | None = None
    auth: Auth | None = None

    @classmethod
    def by(cls, viewer: Viewer) -> Self:
        """Return whoever asks."""
        return cls(viewer.entity, viewer.auth)


OPERATOR = Actor()
"""Whoever commands this machine."""
