from dataclasses import dataclass
from typing import Self

from app.backend.accounts.models import Auth, Entity


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change: an entity, by a token of its own; or whoever commands this machine."""

    entity: Entity | None = None
    auth: Auth | None = None

    @classmethod
    def by(cls, auth: Auth) -> Self:
        """Return whoever has a token."""
        return cls(auth.entity, auth)


OPERATOR = Actor()
"""Whoever commands this machine."""
