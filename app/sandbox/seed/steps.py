"""What people do to boards and cards in several changes."""

from collections.abc import Iterable
from itertools import cycle
from typing import Final

from app.sandbox.changes import check_items, checklists, custom_field_items, custom_fields
from app.sandbox.models import Board, Card, CustomField, FieldType, Member
from app.sandbox.seed.builder import Builder

_OPTION_COLORS: Final = ("green", "yellow", "orange", "red", "purple")


def check_off(build: Builder, card: Card, by: Member, name: str, *, items: Iterable[str], done: int) -> None:
    """Add a checklist to a card and complete the first items of it."""
    actor = build.actor(by)
    checklist = checklists.create(actor, card, name)
    for number, text in enumerate(items):
        item = check_items.create(actor, checklist, {"name": text})
        if number < done:
            check_items.update(actor, checklist, item, {"state": "complete"})


def define(
    build: Builder, board: Board, by: Member, name: str, kind: FieldType, *, options: Iterable[str] = ()
) -> CustomField:
    """Add a custom field to a board, with options if it is one of type list."""
    actor = build.actor(by)
    field = custom_fields.create(actor, board, name, kind)
    for text, color in zip(options, cycle(_OPTION_COLORS), strict=False):
        custom_fields.add_option(actor, field, text, color)
    return field


def fill_in(build: Builder, card: Card, by: Member, field: CustomField, value: str) -> None:
    """Set a custom field of a card; for one of type list the value is an option's text."""
    if field.type == "list":
        option_id = next(each.id for each in field.options if each.text == value)
        custom_field_items.fill_in(build.actor(by), card, field, None, option_id)
    else:
        key = "checked" if field.type == "checkbox" else field.type
        custom_field_items.fill_in(build.actor(by), card, field, {key: value})
