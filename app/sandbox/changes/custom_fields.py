"""What is done to custom fields; positions, and options of those of type list, are not recorded."""

from typing import Any, Final

from app.sandbox.actor import Actor
from app.sandbox.changes.fields import set_fields, with_place
from app.sandbox.models import Board, CustomField, CustomFieldOption, FieldType
from app.sandbox.positions import Position, place

CARD_FRONT: Final = "display/cardFront"
"""Trello's name for whether a field shows on the front of cards."""


def create(actor: Actor, board: Board, name: str, kind: FieldType, pos: Position = "bottom") -> CustomField:
    """Add a custom field to a board."""
    siblings = actor.world.custom_fields.by("board_id", board.id)
    made = CustomField(actor.new_id(), board.id, name, kind, place(siblings, pos))
    actor.world.custom_fields.add(made)
    actor.on_board("createCustomField", board, {"customField": {"id": made.id, "name": name}})
    return made


def update(actor: Actor, field: CustomField, values: dict[str, Any]) -> None:
    """Set name, `CARD_FRONT` or `pos` (a `Position`)."""
    board = actor.world.boards[field.board_id]
    values = with_place(field, actor.world.custom_fields.by("board_id", board.id), values)
    before = set_fields(field, values, {CARD_FRONT: "card_front"})
    about = {"id": field.id, "name": field.name}
    if "name" in before:
        actor.on_board("updateCustomField", board, {"customField": about, "old": {"name": before["name"]}})
    if CARD_FRONT in before:
        now, then = ({"display": {"cardFront": each}} for each in (field.card_front, before[CARD_FRONT]))
        actor.on_board("updateCustomField", board, {"customField": about | now, "old": then})


def delete(actor: Actor, field: CustomField) -> None:
    """Remove a custom field from its board, and its values from all cards."""
    world = actor.world
    world.custom_field_items.remove_by("field_id", field.id)
    world.custom_fields.remove(field.id)
    about = {"customField": {"id": field.id, "name": field.name}}
    actor.on_board("deleteCustomField", world.boards[field.board_id], about)


def add_option(
    actor: Actor, field: CustomField, text: str, color: str = "none", pos: Position = "bottom"
) -> CustomFieldOption:
    """Let there be one more choice for a field of type list."""
    made = CustomFieldOption(actor.new_id(), text, color, place(field.options, pos))
    field.options.append(made)
    return made


def delete_option(actor: Actor, field: CustomField, option: CustomFieldOption) -> None:
    """Take a choice away; cards for which it was chosen have no value then."""
    field.options.remove(option)
    for item in actor.world.custom_field_items.by("field_id", field.id):
        if item.option_id == option.id:
            actor.world.custom_field_items.remove(item.id)
