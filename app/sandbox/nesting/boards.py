"""Boards where many are listed, for a member or an organization."""

from collections.abc import Iterable
from typing import Any, Final

from app.sandbox.errors import invalid_value
from app.sandbox.fields.board import BOARD
from app.sandbox.models import Board
from app.sandbox.nesting import lists
from app.sandbox.nesting.board import organization
from app.sandbox.params import Params
from app.sandbox.viewer import Viewer

_LEVELS: Final = {"members": "private", "organization": "org", "public": "public"}
_FILTERS: Final = {"all", "closed", "none", "open", "starred", *_LEVELS}


def visible_boards(found: Iterable[Board], viewer: Viewer, chosen: tuple[str, ...]) -> list[Board]:
    """Return the boards that the viewer may see and that pass any of the filters."""
    if set(chosen) - _FILTERS:
        raise invalid_value("filter")
    return [
        each
        for each in found
        if viewer.sees_board(each) and any(_passes(each, viewer, one) for one in chosen)
    ]


def board_bodies(
    found: Iterable[Board], viewer: Viewer, wanted: str | None, params: Params | None = None
) -> list[dict[str, Any]]:
    """Return boards with the wanted fields, all by default, and `lists` and `organization` if asked for."""
    params = params or Params()
    names = BOARD.select("all" if wanted is None else wanted)
    chosen_lists = params.choice("lists", lists.FILTERS, "none")
    bodies = []
    for each in found:
        body = BOARD.take(each, viewer, names)
        if chosen_lists != "none":
            body["lists"] = lists.lists(each.id, viewer, chosen_lists, params.get("list_fields"))
        if params.flag("organization"):
            body["organization"] = organization(each, viewer, params)
        bodies.append(body)
    return bodies


def _passes(board: Board, viewer: Viewer, chosen: str) -> bool:
    match chosen:
        case "all":
            return True
        case "open" | "closed":
            return board.closed == (chosen == "closed")
        case "starred":
            stars = viewer.world.board_stars.by("member_id", viewer.member_id)
            return any(star.board_id == board.id for star in stars)
        case _:
            return board.permission_level == _LEVELS.get(chosen)
