from dataclasses import dataclass
from datetime import datetime
from typing import Self

from app.backend.accounts.models import Entity
from app.backend.accounts.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change: an entity, by a token of its own or signed in; or whoever commands this machine.

    `expires` is when the token does; None if it never does, or if there is none.
    """

    entity: Entity | None = None
    expires: datetime | None = None

    @classmethod
    def by(cls, viewer: Viewer) -> Self:
        """Return whoever asks."""
        return cls(viewer.entity, viewer.expires)


OPERATOR = Actor()
"""Whoever commands this machine."""
