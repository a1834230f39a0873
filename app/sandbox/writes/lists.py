from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import copying, lists
from app.sandbox.changes.fields import subscribe
from app.sandbox.dates import is_object_id
from app.sandbox.errors import Refusal, bad_list_value, invalid_value, no_such_board_for_list
from app.sandbox.fields.list import LIST
from app.sandbox.models import Board, BoardList
from app.sandbox.params import Params
from app.sandbox.positions import Position
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, boolean, object_id, position, some_text
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.references import referred

routes = Routes()

_MADE: Final = f"{LIST.default},limits"


@routes.post("/lists")
def _create(request: Write) -> Any:
    return _made(request.without_nulls(), _board(request))


@routes.post("/boards/{board}/lists")
def _create_on_board(request: Write) -> Any:
    return _made(request.without_nulls(), permissions.editable_board(request))


def _made(request: Write, board: Board) -> Any:
    actor, params = request.actor, request.params
    name = _name(params)
    pos = _position(params, "pos") if params.text("pos") else "top"
    if not params.text("idListSource"):
        item = lists.create(actor, board, name, pos)
    else:
        item = copying.copy_list(actor, _source(request), board, name, pos)
    return LIST.one(item, request.viewer, _MADE)


@routes.put("/lists/{list}")
def _update(request: Write) -> Any:
    return _updated(request, permissions.editable_list(request), given(request.params, _READERS))


@routes.put("/lists/{list}/{field}")
def _update_field(request: Write) -> Any:
    return _updated(request, permissions.editable_list(request), given_one(request, _READERS))


def _updated(request: Write, item: BoardList, values: dict[str, Any]) -> Any:
    target = _target(request, values.pop("idBoard")) if "idBoard" in values else None
    if "subscribed" in values:
        subscribe(item, request.actor.member.id, wanted=values.pop("subscribed"))
    if target:
        lists.move_to_board(request.actor, item, target)
    lists.update(request.actor, item, values)
    return LIST.one(item, request.viewer, None)


@routes.post("/lists/{list}/archiveAllCards")
def _archive_cards(request: Write) -> Any:
    lists.archive_cards(request.actor, permissions.editable_list(request))
    return {}


@routes.post("/lists/{list}/moveAllCards")
def _move_cards(request: Write) -> Any:
    item = permissions.editable_list(request)
    board = referred(request.world.boards, request.params, "idBoard")
    target = referred(request.world.lists, request.params, "idList")
    if target.board_id != board.id:
        raise invalid_value("idList")
    permissions.must_edit(request.viewer, board)
    moved = lists.move_cards(request.actor, item, target)
    return [
        {"id": each.id, "idBoard": each.board_id, "idList": each.list_id, "pos": each.pos} for each in moved
    ]


def _name(params: Params) -> str:
    try:
        return some_text(params, "name")
    except Refusal as refusal:
        raise bad_list_value(refusal.message, "BAD_REQUEST_ERROR") from None


def _position(params: Params, name: str) -> Position:
    try:
        return position(params, name)
    except Refusal:
        raise bad_list_value("Invalid position.") from None


def _board(request: Write) -> Board:
    """Return the board for a new list, by its id alone: Trello takes no short link here."""
    board_id = object_id(request.params, "idBoard")
    found = request.world.boards.get(board_id)
    if found is None or not request.viewer.sees_board(found):
        raise no_such_board_for_list(board_id)
    return permissions.must_edit(request.viewer, found)


def _target(request: Write, board_id: str) -> Board:
    found = request.world.boards.get(board_id)
    if found is None:
        raise invalid_value("idBoard")
    return permissions.must_edit(request.viewer, found)


def _source(request: Write) -> BoardList:
    ref = request.params.text("idListSource")
    found = request.world.lists.get(ref.lower()) if is_object_id(ref) else None
    if found is None:
        raise bad_list_value("Invalid objectId")
    request.viewer.must_see_board(request.world.boards[found.board_id])
    return found


_READERS: Final[Mapping[str, Reader]] = {
    "name": some_text,
    "closed": boolean,
    "idBoard": object_id,
    "pos": _position,
    "subscribed": boolean,
}
