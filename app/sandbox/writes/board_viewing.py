"""A board as one member has it: when they last looked, and what they alone prefer. It leaves no action."""

from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import lookup
from app.sandbox.errors import invalid_value
from app.sandbox.fields.board import BOARD, own_prefs
from app.sandbox.models import Board
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, boolean, is_clear, object_id, one_of
from app.sandbox.writes.fields import given_one

routes = Routes()


@routes.post("/boards/{board}/markedAsViewed")
def _mark(request: Write) -> Any:
    board, actor = lookup.board(request), request.actor
    board.views[actor.member.id] = actor.time
    return BOARD.one(board, request.viewer, None)


@routes.put("/boards/{board}/myPrefs/{pref}")
def _prefer(request: Write) -> Any:
    board = lookup.board(request)
    wanted = given_one(request, _READERS, "pref")
    _must_be_on(request, board, wanted.get("idEmailList"))
    board.own_prefs.setdefault(request.actor.member.id, {}).update(wanted)
    return own_prefs(board, request.viewer)


def _must_be_on(request: Write, board: Board, list_id: str | None) -> None:
    found = request.world.lists.get(list_id or "")
    if list_id and (found is None or found.board_id != board.id):
        raise invalid_value("value")


_READERS: Final[Mapping[str, Reader]] = {
    "showSidebar": boolean,
    "showSidebarMembers": boolean,
    "showSidebarBoardActions": boolean,
    "showSidebarActivity": boolean,
    "emailPosition": one_of(("top", "bottom")),
    "idEmailList": lambda params, name: None if is_clear(params, name) else object_id(params, name),
}
