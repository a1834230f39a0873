"""What processes tell each other through Redis: that something happened, and to what. Never objects."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

EVENTS_CHANNEL: Final = "events"
"""Channel that events are published on, after the prefix that all keys have."""

EVENTS_COUNTER: Final = "events:seq"
"""Key of the number of the last event, after the same prefix."""

EVENTS_MARK_SECONDS: Final = 3600
"""How long it is known which event of an entity was its last."""


def entity_mark(entity: int) -> str:
    """Return the key of the number of an entity's last event, after the same prefix.

    Whoever has missed the event itself, and has an older number for what it knows, can tell by it.
    """
    return f"events:entity:{entity}"


class Event(BaseModel):
    """Something that happened.

    `seq` grows by one with each event, so that a subscriber who misses one, or gets two in the wrong order,
    can tell. `type` says what happened; `entity` is the id of the entity that it happened to, and None if it
    is of concern to all. `data` has ids and names.

    | type | data |
    |---|---|
    | `token.revoked` | `token`: its `jti`. It was revoked or deleted |
    | `token.changed` | `token`: its `jti`. Its lifetime is another one |
    | `entity.changed` | Groups, admin rights or the Trello token of the entity are others |
    | `setting.changed` | `name` of the setting |
    | `trello.changed` | `names`: ids of objects that have changed, and fingerprints of those who wrote |
    """

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = 1
    id: UUID
    seq: int
    type: Literal["token.revoked", "token.changed", "entity.changed", "setting.changed", "trello.changed"]
    at: datetime
    entity: int | None
    data: dict[str, Any]
