from collections.abc import Mapping
from typing import Final

from app.sandbox.fields.board import BACKGROUNDS
from app.sandbox.validation import Reader, boolean, one_of

_WHO: Final = ("disabled", "members", "observers", "org", "public")

READERS: Final[Mapping[str, Reader]] = {
    "permissionLevel": one_of(("private", "org", "public")),
    "hideVotes": boolean,
    "voting": one_of(_WHO),
    "comments": one_of(_WHO),
    "invitations": one_of(("admins", "members")),
    "selfJoin": boolean,
    "cardCovers": boolean,
    "cardAging": one_of(("pirate", "regular")),
    "calendarFeedEnabled": boolean,
    "background": one_of(tuple(BACKGROUNDS)),
}
"""The preferences of a board that can be set."""
