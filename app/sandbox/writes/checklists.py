from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import lookup, permissions
from app.sandbox.changes import checklists
from app.sandbox.errors import not_allowed
from app.sandbox.fields import limits
from app.sandbox.fields.checklist import CHECKLIST
from app.sandbox.models import Card, Checklist
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import Reader, object_id, position, position_or_bottom, some_text, text
from app.sandbox.writes.ceilings import must_have_room
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.references import referred

routes = Routes()


@routes.post("/checklists")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    return {**_made(request, _card(request)), "limits": {}}


@routes.post("/cards/{card}/checklists")
def _create_on_card(request: Write) -> Any:
    return _made(request.without_nulls(), permissions.editable_card(request))


def _made(request: Write, card: Card) -> dict[str, Any]:
    actor, params = request.actor, request.params
    name, pos = text(params, "name"), position_or_bottom(params, "pos")
    source = _source(request)
    taken = len(request.world.checklists.by("card_id", card.id))
    must_have_room(taken, limits.CARD["checklists"]["perCard"], "checklists")
    if source:
        made = checklists.copy(actor, source, card, name or source.name, pos)
    else:
        made = checklists.create(actor, card, name or "Checklist", pos)
    return CHECKLIST.one(made, request.viewer, None)


@routes.put("/checklists/{checklist}")
def _update(request: Write) -> Any:
    return _updated(request, permissions.editable_checklist(request), given(request.params, _READERS))


@routes.put("/checklists/{checklist}/{field}")
def _update_field(request: Write) -> Any:
    return _updated(request, permissions.editable_checklist(request), given_one(request, _READERS))


def _updated(request: Write, checklist: Checklist, values: dict[str, Any]) -> Any:
    checklists.update(request.actor, checklist, values)
    return CHECKLIST.one(checklist, request.viewer, None)


@routes.delete("/checklists/{checklist}")
def _delete(request: Write) -> Any:
    checklists.delete(request.actor, permissions.editable_checklist(request))
    return {"limits": {}}


@routes.delete("/cards/{card}/checklists/{checklist}")
def _delete_from_card(request: Write) -> Any:
    checklist = lookup.checklist_of(request, permissions.editable_card(request))
    checklists.delete(request.actor, checklist)
    return {"limits": {}}


def _card(request: Write) -> Card:
    """Return the card that a parameter names; refuse alike one that is not there and one not to be seen."""
    found = request.world.cards.get(object_id(request.params, "idCard"))
    if found is None or not request.viewer.sees_board_id(found.board_id):
        raise not_allowed("board")
    permissions.must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def _source(request: Write) -> Checklist | None:
    if not request.params.text("idChecklistSource"):
        return None
    source = referred(request.world.checklists, request.params, "idChecklistSource")
    request.viewer.must_see_board(request.world.boards[source.board_id])
    return source


_READERS: Final[Mapping[str, Reader]] = {"name": some_text, "pos": position}
