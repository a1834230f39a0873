"""What the backend answers, as far as the gateway reads it."""

from datetime import datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

Persona: TypeAlias = Literal["pc", "mobile", "api", "other"]


class Me(BaseModel):
    """Whoever asks: `/me`."""

    model_config = ConfigDict(frozen=True)

    personas: tuple[Persona, ...]


class Token(BaseModel):
    """A token of whoever asks, without itself: `/token`. `expires` is None if it never does."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    persona: Persona
    granted: datetime
    expires: datetime | None
    state: Literal["active", "expired", "revoked"]
