"""The values that cards have for the custom fields of their board."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.models import Card, CustomField, CustomFieldItem
from app.sandbox.store import World


def fill_in(
    actor: Actor, card: Card, field: CustomField, value: dict[str, str] | None, option_id: str | None = None
) -> CustomFieldItem:
    """Let a card have a value for a field, an option for one of type list; without either it has none.

    Returns the value, also one that is none any more.
    """
    world = actor.world
    item = _item(world, card, field) or CustomFieldItem(actor.new_id(), card.id, field.id, None)
    former = _shown(item, field)
    item.value, item.option_id = value, option_id
    if value is None and option_id is None:
        world.custom_field_items.remove(item.id)
    else:
        world.custom_field_items.add(item)
    if _shown(item, field) != former:
        actor.on_card("updateCustomFieldItem", card, {**_about(item, field), "old": former})
    return item


def _item(world: World, card: Card, field: CustomField) -> CustomFieldItem | None:
    found = world.custom_field_items.by("card_id", card.id)
    return next((each for each in found if each.field_id == field.id), None)


def _shown(item: CustomFieldItem, field: CustomField) -> dict[str, Any]:
    """Return the value as an action tells of a former one."""
    return {"value": item.value, "idValue": item.option_id} if field.type == "list" else {"value": item.value}


def _about(item: CustomFieldItem, field: CustomField) -> dict[str, Any]:
    return {
        "customField": {"id": field.id, "name": field.name, "type": field.type},
        "customFieldItem": {
            "id": item.id,
            "value": item.value,
            "idValue": item.option_id,
            "idCustomField": field.id,
            "idModel": item.card_id,
            "modelType": "card",
        },
    }
