"""The items of checklists: added and removed on a checklist, changed and removed on its card."""

from collections.abc import Mapping
from typing import Any, Final

from app.sandbox import lookup, permissions
from app.sandbox.changes import check_items
from app.sandbox.errors import invalid_value
from app.sandbox.fields import limits
from app.sandbox.fields.checklist import check_item
from app.sandbox.models import CheckItem, Checklist
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import (
    Reader,
    boolean,
    moment,
    object_id,
    object_id_or_none,
    one_of,
    position,
    position_or_bottom,
    some_text,
    whole_number,
)
from app.sandbox.writes.ceilings import must_have_room
from app.sandbox.writes.fields import given, given_one
from app.sandbox.writes.new_cards import new_card
from app.sandbox.writes.references import members_of

routes = Routes()

_ON_CARD: Final = "/cards/{card}/checkItem/{checkItem}"
_ON_CHECKLIST: Final = "/cards/{card}/checklist/{checklist}/checkItem/{checkItem}"
"""Where items are addressed on their card, with or without the checklist that they are on."""


@routes.post("/checklists/{checklist}/checkItems")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    checklist, params = permissions.editable_checklist(request), request.params
    values = {"name": some_text(params, "name"), **given(params, _DETAILS)}
    if "checked" in params and boolean(params, "checked"):
        values["state"] = "complete"
    _must_be_on_board(request, checklist, values)
    must_have_room(len(checklist.items), limits.BOARD["checkItems"]["perChecklist"], "check items")
    made = check_items.create(request.actor, checklist, values, position_or_bottom(params, "pos"))
    return {**check_item(checklist, made, request.viewer), "limits": {}}


@routes.delete("/checklists/{checklist}/checkItems/{checkItem}")
def _delete(request: Write) -> Any:
    checklist = permissions.editable_checklist(request)
    return _deleted(request, *lookup.check_item(request, [checklist]))


@routes.delete(_ON_CARD)
def _delete_on_card(request: Write) -> Any:
    return _deleted(request, *_on_card(request))


def _deleted(request: Write, checklist: Checklist, item: CheckItem) -> Any:
    check_items.delete(request.actor, checklist, item)
    return {"limits": {}}


@routes.put(_ON_CARD, _ON_CHECKLIST)
def _update(request: Write) -> Any:
    return _updated(request, *_on_card(request), given(request.params, _READERS))


@routes.put(f"{_ON_CARD}/{{field}}", f"{_ON_CHECKLIST}/{{field}}")
def _update_field(request: Write) -> Any:
    return _updated(request, *_on_card(request), given_one(request, _READERS))


def _updated(request: Write, checklist: Checklist, item: CheckItem, values: dict[str, Any]) -> Any:
    target = _target(request, checklist, values.pop("idChecklist", checklist.id))
    _must_be_on_board(request, checklist, values)
    if target is not checklist:
        check_items.move(checklist, item, target, values.pop("pos", "bottom"))
    check_items.update(request.actor, target, item, values)
    return check_item(target, item, request.viewer)


@routes.post(f"{_ON_CHECKLIST}/convertToCard")
def _convert(request: Write) -> Any:
    return new_card(request, check_items.convert_to_card(request.actor, *_on_card(request)))


def _on_card(request: Write) -> tuple[Checklist, CheckItem]:
    card = permissions.editable_card(request)
    if "checklist" in request.path:
        return lookup.check_item(request, [lookup.checklist_of(request, card)])
    return lookup.check_item(request, request.world.checklists_of_card(card.id))


def _target(request: Write, checklist: Checklist, checklist_id: str) -> Checklist:
    found = request.world.checklists.get(checklist_id)
    if found is None or found.card_id != checklist.card_id:
        raise invalid_value("idChecklist")
    return found


def _must_be_on_board(request: Write, checklist: Checklist, values: dict[str, Any]) -> None:
    ids = [values["idMember"]] if values.get("idMember") else []
    members_of(request.world, checklist.board_id, ids, "idMember")


_DETAILS: Final[Mapping[str, Reader]] = {
    "due": moment,
    "dueReminder": whole_number,
    "idMember": object_id_or_none,
}
_READERS: Final[Mapping[str, Reader]] = {
    "name": some_text,
    "state": one_of(("complete", "incomplete")),
    **_DETAILS,
    "idChecklist": object_id,
    "pos": position,
}
