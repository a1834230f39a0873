import hashlib
from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import CustomField, CustomFieldItem, CustomFieldOption
from app.sandbox.viewer import Viewer

CUSTOM_FIELD: Final = Fields[CustomField](
    {
        "id": stored("id"),
        "idModel": stored("board_id"),
        "modelType": constant("board"),
        "fieldGroup": lambda each, _: hashlib.sha256(each.id.encode()).hexdigest(),
        "display": lambda each, _: {"cardFront": each.card_front},
        "name": stored("name"),
        "pos": stored("pos"),
        "type": stored("type"),
        "options": lambda each, _: options(each),
        "limits": constant(limits.CUSTOM_FIELD),
        "isSuggestedField": constant(value=False),
    },
    default="all",
)


def option(field: CustomField, choice: CustomFieldOption) -> dict[str, Any]:
    """Return one choice of a field. Trello says `id` in some answers and `_id` in others; here it is both."""
    return {
        "_id": choice.id,
        "id": choice.id,
        "idCustomField": field.id,
        "value": {"text": choice.text},
        "color": choice.color,
        "pos": choice.pos,
    }


def options(field: CustomField) -> list[dict[str, Any]]:
    """Return the choices of a field in their order."""
    return [option(field, each) for each in sorted(field.options, key=lambda each: each.pos)]


def definition(field: CustomField, viewer: Viewer, wanted: str | None = None) -> dict[str, Any]:
    """Return a custom field; only those of type list have options."""
    body = CUSTOM_FIELD.one(field, viewer, wanted)
    if field.type != "list":
        body.pop("options", None)
    return body


def custom_field_item(item: CustomFieldItem) -> dict[str, Any]:
    """Return the value of a custom field on a card; only that of one of type list names an option."""
    body = {
        "id": item.id,
        "value": item.value,
        "idCustomField": item.field_id,
        "idModel": item.card_id,
        "modelType": "card",
    }
    return body | {"idValue": item.option_id} if item.option_id else body
