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
        "options": lambda each, _: [option(each, one) for one in each.options],
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


def definition(field: CustomField, viewer: Viewer, wanted: str | None = None) -> dict[str, Any]:
    """Return a custom field; only those of type list have options."""
    body = CUSTOM_FIELD.one(field, viewer, wanted)
    if field.type != "list":
        body.pop("options", None)
    return body


CUSTOM_FIELD_ITEM: Final = Fields[CustomFieldItem](
    {
        "id": stored("id"),
        "value": stored("value"),
        "idCustomField": stored("field_id"),
        "idModel": stored("card_id"),
        "modelType": constant("card"),
        "idValue": stored("option_id"),
    },
    default="all",
)
