from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import permissions
from app.sandbox.changes import labels
from app.sandbox.errors import invalid_value
from app.sandbox.fields import limits
from app.sandbox.fields.label import LABEL
from app.sandbox.models import Board, Label
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, text
from app.sandbox.writes.ceilings import must_have_room
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.label_values import color
from app.sandbox.writes.references import referred

routes = Routes()


@routes.post("/labels")
def _create(request: Write) -> Any:
    board = request.viewer.must_see_board(referred(request.world.boards, request.params, "idBoard"))
    return _made(request, permissions.must_edit(request.viewer, board))


@routes.post("/boards/{board}/labels")
def _create_on_board(request: Write) -> Any:
    return _made(request, permissions.editable_board(request))


def _made(request: Write, board: Board) -> Any:
    name, chosen = _name(request.params, "name"), color(request.params, "color")
    taken = len(request.world.labels.by("board_id", board.id))
    must_have_room(taken, limits.BOARD["labels"]["perBoard"], "labels")
    made = labels.create(request.actor, board, name, chosen)
    return {**LABEL.one(made, request.viewer, None), "limits": {}}


@routes.put("/labels/{label}")
def _update(request: Write) -> Any:
    return _updated(request, permissions.editable_label(request), given(request.params, _READERS))


@routes.put("/labels/{label}/{field}")
def _update_field(request: Write) -> Any:
    return _updated(request, permissions.editable_label(request), given_one(request, _READERS))


def _updated(request: Write, label: Label, values: dict[str, Any]) -> Any:
    labels.update(request.actor, label, values)
    return LABEL.one(label, request.viewer, None)


@routes.delete("/labels/{label}")
def _delete(request: Write) -> Any:
    labels.delete(request.actor, permissions.editable_label(request))
    return {"limits": {}}


def _name(params: Params, name: str) -> str:
    """Return the name, which may be empty but must be said."""
    if name not in params:
        raise invalid_value(name)
    return text(params, name)


_READERS: Final[Mapping[str, Reader]] = {"name": text, "color": color}
