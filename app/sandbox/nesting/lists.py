from typing import Any, Final

from app.sandbox.fields.list import LIST
from app.sandbox.models import BoardList
from app.sandbox.viewer import Viewer

FILTERS: Final = ("all", "closed", "none", "open")
LISTED: Final = "name,closed,pos,softLimit,idBoard,subscribed"
"""What lists in a listing have, where no fields are chosen."""


def lists(board_id: str, viewer: Viewer, chosen: str, wanted: str | None) -> list[dict[str, Any]]:
    """Return those of a board's lists that pass a filter, from left to right."""
    names = LIST.select(LISTED if wanted is None else wanted)
    found = filtered(viewer.world.lists_of(board_id), chosen)
    return [LIST.take(each, viewer, names) for each in found]


def filtered(found: list[BoardList], chosen: str) -> list[BoardList]:
    """Return the lists that pass one of `FILTERS`."""
    if chosen == "all":
        return found
    return [] if chosen == "none" else [each for each in found if each.closed == (chosen == "closed")]
