"""The preferences of a board that can be set."""

from collections.abc import Mapping
from typing import Any, Final

from app.sandbox.errors import UnknownRoute
from app.sandbox.fields.board import BACKGROUNDS
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.validation import Reader, boolean, one_of

_WHO: Final = ("disabled", "members", "observers", "org", "public")

_READERS: Final[Mapping[str, Reader]] = {
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


def given_prefs(params: Params, prefix: str) -> dict[str, Any]:
    """Return those of the preferences that the parameters have: `prefs_voting`, `prefs/voting`."""
    return {name: read(params, prefix + name) for name, read in _READERS.items() if prefix + name in params}


def given_pref(request: Write) -> dict[str, Any]:
    """Return the preference that the path names, from the parameter `value`."""
    wanted = request.path["pref"].lower()
    for name, read in _READERS.items():
        if name.lower() == wanted:
            return {name: read(request.params, "value")}
    raise UnknownRoute
