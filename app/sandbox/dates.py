"""Times as Trello writes them, and those that are part of an id."""

import re
from datetime import UTC, datetime
from typing import Final

_OBJECT_ID: Final = re.compile("[0-9a-fA-F]{24}")


def is_object_id(value: str) -> bool:
    """Return whether the value has the form of an id: 24 hexadecimal digits."""
    return _OBJECT_ID.fullmatch(value) is not None


def trello_time(moment: datetime) -> str:
    """Return a time in UTC, to the millisecond, as Trello writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def created_at(object_id: str) -> datetime:
    """Return when an object was made: the first eight hexadecimal digits of its id are Unix seconds."""
    return datetime.fromtimestamp(int(object_id[:8], 16), UTC)


def parse_time(value: str) -> datetime | None:
    """Return the time that an ISO 8601 text means, UTC if it names no zone; None if it is no such text."""
    try:
        moment = datetime.fromisoformat(value.strip().removesuffix(" UTC"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
