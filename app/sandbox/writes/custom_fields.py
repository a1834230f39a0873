"""Custom fields of a board, and the options of those of type list."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from app.sandbox import lookup, permissions
from app.sandbox.changes import custom_fields
from app.sandbox.errors import Refusal
from app.sandbox.fields import limits
from app.sandbox.fields.board import LABEL_NAMES
from app.sandbox.fields.custom_field import definition, option
from app.sandbox.models import Board, CustomField, FieldType
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import (
    Reader,
    boolean,
    json_object,
    json_objects,
    one_of,
    position,
    position_or_bottom,
    some_text,
)
from app.sandbox.writes.ceilings import must_have_room
from app.sandbox.writes.fields import given
from app.sandbox.writes.references import referred

routes = Routes()

_PER_FIELD: Final = limits.CUSTOM_FIELD["customFieldOptions"]["perField"]


@routes.post("/customFields")
def _create(request: Write) -> Any:
    request = request.without_nulls()
    actor, params = request.actor, request.params
    one_of(("board",))(params, "modelType")
    board = _board(request)
    name, kind, pos = some_text(params, "name"), _type(params, "type"), position_or_bottom(params, "pos")
    shown = given(params, {"display_cardFront": boolean})
    options = json_objects(params, "options") if kind == "list" and "options" in params else []
    choices = [_option_values(Params(each)) for each in options]
    taken = len(request.world.custom_fields.by("board_id", board.id))
    must_have_room(taken, limits.BOARD["customFields"]["perBoard"], "custom fields")
    must_have_room(0, _PER_FIELD, "options", more=len(choices))
    made = custom_fields.create(actor, board, name, kind, pos)
    made.card_front = shown.get("display_cardFront", True)
    for choice in choices:
        custom_fields.add_option(actor, made, **choice)
    return definition(made, request.viewer)


@routes.put("/customFields/{customField}")
def _update(request: Write) -> Any:
    field = permissions.editable_custom_field(request)
    custom_fields.update(request.actor, field, given(request.params, _READERS))
    return definition(field, request.viewer)


@routes.delete("/customFields/{customField}")
def _delete(request: Write) -> Any:
    custom_fields.delete(request.actor, permissions.editable_custom_field(request))
    return {}


@routes.post("/customFields/{customField}/options")
def _add_option(request: Write) -> Any:
    request = request.without_nulls()
    field = _of_type_list(permissions.editable_custom_field(request))
    values = _option_values(request.params)
    must_have_room(len(field.options), _PER_FIELD, "options")
    return option(field, custom_fields.add_option(request.actor, field, **values))


@routes.delete("/customFields/{customField}/options/{option}")
def _delete_option(request: Write) -> Any:
    field = permissions.editable_custom_field(request)
    custom_fields.delete_option(request.actor, field, lookup.option(request, field))
    return {}


def _board(request: Write) -> Board:
    board = request.viewer.must_see_board(referred(request.world.boards, request.params, "idModel"))
    return permissions.must_edit(request.viewer, board)


def _type(params: Params, name: str) -> FieldType:
    kind: FieldType = one_of(get_args(FieldType))(params, name)
    return kind


def _of_type_list(field: CustomField) -> CustomField:
    if field.type != "list":
        raise Refusal(400, "only custom fields of type list have options")
    return field


def _option_values(params: Params) -> dict[str, Any]:
    return {
        "text": some_text(Params(json_object(params, "value")), "text"),
        "color": params.choice("color", ("none", *LABEL_NAMES), "none"),
        "pos": position_or_bottom(params, "pos"),
    }


_READERS: Final[Mapping[str, Reader]] = {
    "name": some_text,
    custom_fields.CARD_FRONT: boolean,
    "pos": position,
}
