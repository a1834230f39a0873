"""What may stand for an object in a Trello URL, checked before anything is sent.

Every function takes what a client wrote and returns it in the one form used for requests, so that equal
references make equal requests. Anything else raises `InvalidReference`. Trello's own specification
declares only the 24-digit form; that boards and cards also have short links, members user names and
organizations names is how the API behaves.
"""

import re
from datetime import UTC, datetime
from typing import Final

from app.trello.errors import InvalidReference

_OBJECT_ID: Final = re.compile("[0-9a-fA-F]{24}")
_SHORT_LINK: Final = re.compile("[0-9a-zA-Z]{8}")
_NAME: Final = re.compile("[0-9a-zA-Z_]{1,100}")

_ID_FORM: Final = "24 hexadecimal digits"


def object_id(value: str, kind: str = "an object") -> str:
    """Return the id of any object in lower case. `kind` is what a refusal calls the object."""
    return _object_id(value, kind, _ID_FORM)


def board_ref(value: str) -> str:
    """Return a board's id, or its short link (the 8 characters after /b/ in its address)."""
    return _short_link_or_id(value, "a board")


def card_ref(value: str) -> str:
    """Return a card's id, or its short link (the 8 characters after /c/ in its address)."""
    return _short_link_or_id(value, "a card")


def member_ref(value: str) -> str:
    """Return a member's id, user name, or `me` for the member the token belongs to."""
    return _name_or_id(value, "a member", f"{_ID_FORM}, a user name, or `me`")


def organization_ref(value: str) -> str:
    """Return an organization's id or its name (the one in its address, not the displayed one)."""
    return _name_or_id(value, "an organization", f"{_ID_FORM} or its name")


def created_at(object_id: str) -> str:
    """Return when an object was made: RFC 3339 in UTC, to the second, in the form of Trello's own dates.

    `object_id` has 24 hexadecimal digits; the first eight are Unix seconds
    (https://www.mongodb.com/docs/manual/reference/bson-types/#objectid).
    """
    made = datetime.fromtimestamp(int(object_id[:8], 16), UTC)
    return f"{made:%Y-%m-%dT%H:%M:%S}.000Z"


def _short_link_or_id(value: str, kind: str) -> str:
    if _SHORT_LINK.fullmatch(value):
        return value
    return _object_id(value, kind, f"{_ID_FORM} or its 8-character short link")


def _name_or_id(value: str, kind: str, form: str) -> str:
    if _NAME.fullmatch(value):
        return value.lower()
    raise InvalidReference(value, kind, form)


def _object_id(value: str, kind: str, form: str) -> str:
    if _OBJECT_ID.fullmatch(value):
        return value.lower()
    raise InvalidReference(value, kind, form)
