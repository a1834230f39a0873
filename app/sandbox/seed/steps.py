"""What people do to cards, each with the action it leaves."""

from datetime import datetime
from typing import Final, Literal

from app.sandbox.dates import trello_time
from app.sandbox.models import (
    Attachment,
    BoardList,
    Card,
    CheckItem,
    Checklist,
    CustomField,
    CustomFieldItem,
    CustomFieldOption,
    Member,
)
from app.sandbox.positions import STEP
from app.sandbox.seed.builder import Builder

FieldType = Literal["text", "number", "date", "checkbox", "list"]
_OPTION_COLORS: Final = ("green", "yellow", "orange", "red", "purple")


def comment(build: Builder, card: Card, by: Member, text: str) -> None:
    """Let somebody write a comment."""
    build.on_card("commentCard", card, by, {"text": text}, lists=(_list_of(build, card),))


def move(build: Builder, card: Card, to: BoardList, by: Member) -> None:
    """Move a card to the bottom of another list of its board."""
    before = _list_of(build, card)
    build.world.cards.update(card, list_id=to.id, pos=build.below(to.id))
    moved = {"card": {"idList": to.id}, "old": {"idList": before.id}}
    build.on_card("updateCard", card, by, moved, lists=(before, to))


def archive(build: Builder, card: Card, by: Member) -> None:
    """Archive a card."""
    card.closed = True
    changed = {"card": {"closed": True}, "old": {"closed": False}}
    build.on_card("updateCard", card, by, changed, lists=(_list_of(build, card),))


def set_due(build: Builder, card: Card, by: Member, due: datetime, *, complete: bool = False) -> None:
    """Give a card a date by which it is to be done."""
    card.due, card.due_complete = trello_time(due), complete
    changed = {"card": {"due": card.due}, "old": {"due": None}}
    build.on_card("updateCard", card, by, changed, lists=(_list_of(build, card),))


def join(build: Builder, card: Card, member: Member, by: Member) -> None:
    """Put a member on a card."""
    card.member_ids.append(member.id)
    about = {"idMember": member.id, "member": {"id": member.id, "name": member.full_name}}
    build.on_card("addMemberToCard", card, by, about, member_id=member.id)


def attach(build: Builder, card: Card, by: Member, name: str, url: str) -> Attachment:
    """Attach a link to a card."""
    attachment = build.world.attachments.add(
        Attachment(build.new_id(), card.id, name, url, trello_time(build.now), build.below(card.id), by.id)
    )
    about = {"attachment": {"id": attachment.id, "name": name, "url": url}}
    build.on_card("addAttachmentToCard", card, by, about)
    return attachment


def check_off(
    build: Builder, card: Card, by: Member, name: str, *, items: tuple[str, ...], done: int
) -> Checklist:
    """Add a checklist to a card and complete the first items of it."""
    checklist = Checklist(build.new_id(), card.board_id, card.id, name, build.below(f"{card.id} checklists"))
    about = {"checklist": {"id": checklist.id, "name": name}}
    build.world.checklists.add(checklist)
    build.on_card("addChecklistToCard", card, by, about)
    for number, text in enumerate(items):
        item = CheckItem(build.new_id(), text, STEP * (number + 1))
        checklist.items.append(item)
        if number < done:
            item.state = "complete"
            checked = {"checkItem": {"id": item.id, "name": text, "state": "complete"}}
            build.on_card("updateCheckItemStateOnCard", card, by, about | checked)
    return checklist


def define(
    build: Builder, board_id: str, by: Member, name: str, kind: FieldType, *, options: tuple[str, ...] = ()
) -> CustomField:
    """Add a custom field to a board."""
    field = CustomField(build.new_id(), board_id, name, kind, build.below(f"{board_id} fields"))
    for number, text in enumerate(options):
        color = _OPTION_COLORS[number % len(_OPTION_COLORS)]
        field.options.append(CustomFieldOption(build.new_id(), text, color, STEP * (number + 1)))
    board = build.world.boards.get(board_id)
    if board is not None:
        build.on_board("createCustomField", board, by, {"customField": {"id": field.id, "name": name}})
    return build.world.custom_fields.add(field)


def fill_in(build: Builder, card: Card, by: Member, field: CustomField, value: str) -> None:
    """Set a custom field of a card; for one of type list the value is an option's text."""
    option = next((each for each in field.options if each.text == value), None)
    key = "checked" if field.type == "checkbox" else field.type
    item = CustomFieldItem(build.new_id(), card.id, field.id, {key: value})
    if option is not None:
        item.value, item.option_id = None, option.id
    build.world.custom_field_items.add(item)
    about = {
        "customField": {"id": field.id, "name": field.name, "type": field.type},
        "customFieldItem": {"id": item.id, "value": item.value, "idValue": item.option_id},
        "old": {"value": None},
    }
    build.on_card("updateCustomFieldItem", card, by, about)


def _list_of(build: Builder, card: Card) -> BoardList:
    found = build.world.lists.get(card.list_id)
    if found is None:
        raise LookupError(f"card {card.id} is in no list")
    return found
