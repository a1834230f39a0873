"""The values that cards have for custom fields: one, or several at once."""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from app.sandbox import lookup, permissions
from app.sandbox.changes.custom_field_items import fill_in
from app.sandbox.errors import Refusal, bad_custom_field_value, invalid_value, not_found
from app.sandbox.fields.custom_field import custom_field_item
from app.sandbox.models import Card, CustomField
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import (
    Reader,
    boolean,
    is_clear,
    json_object,
    json_objects,
    moment,
    object_id_or_none,
    text,
)
from app.sandbox.writes.references import referred

routes = Routes()

_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)

_Value: TypeAlias = tuple[dict[str, str] | None, str | None]
"""A value as it is kept, or the id of an option; neither clears the field."""


@routes.put("/cards/{card}/customField/{customField}/item")
def _set(request: Write) -> Any:
    card = permissions.editable_card(request)
    field = _on_board_of(card, lookup.custom_field(request))
    return custom_field_item(fill_in(request.actor, card, field, *_value(field, request.params)))


@routes.put("/cards/{card}/customFields")
def _set_several(request: Write) -> Any:
    card = permissions.editable_card(request)
    wanted: list[tuple[CustomField, _Value]] = []
    for each in map(Params, json_objects(request.params, "customFieldItems")):
        field = _on_board_of(card, referred(request.world.custom_fields, each, "idCustomField"))
        wanted.append((field, _value(field, each)))
    return [custom_field_item(fill_in(request.actor, card, field, *value)) for field, value in wanted]


def _on_board_of(card: Card, field: CustomField) -> CustomField:
    if field.board_id != card.board_id:
        raise not_found()
    return field


def _value(field: CustomField, params: Params) -> _Value:
    try:
        return (None, _option_id(field, params)) if field.type == "list" else (_typed(field, params), None)
    except Refusal:
        raise bad_custom_field_value() from None


def _option_id(field: CustomField, params: Params) -> str | None:
    """Return the id of the option that is to be chosen; nothing else clears a field of type list."""
    if "idValue" not in params:
        raise invalid_value("idValue")
    chosen = object_id_or_none(params, "idValue")
    if chosen is not None and chosen not in {each.id for each in field.options}:
        raise invalid_value("idValue")
    return chosen


def _typed(field: CustomField, params: Params) -> dict[str, str] | None:
    """Return the value under the name that the field's type has for it."""
    if "value" not in params:
        raise invalid_value("value")
    if is_clear(params, "value") or params.raw("value") == {}:
        return None
    key, read = _TYPES[field.type]
    inner = Params(json_object(params, "value"))
    if key not in inner:
        raise invalid_value("value")
    value = read(inner, key)
    return {key: value} if value else None


def _number(params: Params, name: str) -> str:
    value = params.text(name)
    if value and not _NUMBER.fullmatch(value):
        raise invalid_value(name)
    return value


_TYPES: Final[Mapping[str, tuple[str, Reader]]] = {
    "text": ("text", text),
    "number": ("number", _number),
    "date": ("date", moment),
    "checkbox": ("checked", lambda params, name: str(boolean(params, name)).lower()),
}
