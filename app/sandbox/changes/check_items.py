"""What is done to the items of checklists, each with its action; that one moves is not recorded."""

from typing import Any, Final

from app.sandbox.actions import about_card
from app.sandbox.actor import Actor
from app.sandbox.changes import card_members, cards, checklists
from app.sandbox.changes.fields import set_fields, with_place
from app.sandbox.models import Card, CheckItem, Checklist
from app.sandbox.positions import Position, place

_ATTRIBUTES: Final = {"dueReminder": "due_reminder", "idMember": "member_id"}


def create(actor: Actor, checklist: Checklist, values: dict[str, Any], pos: Position = "bottom") -> CheckItem:
    """Add an item with these fields to a checklist."""
    made = CheckItem(actor.new_id(), "", place(checklist.items, pos))
    set_fields(made, values, _ATTRIBUTES)
    checklist.items.append(made)
    _record(actor, "createCheckItem", checklist, made)
    return made


def update(actor: Actor, checklist: Checklist, item: CheckItem, values: dict[str, Any]) -> None:
    """Set fields; `pos` is a `Position` among the items of the checklist."""
    values = with_place(item, checklist.items, values)
    for name, former in set_fields(item, values, _ATTRIBUTES).items():
        if name == "state":
            _record(actor, "updateCheckItemStateOnCard", checklist, item)
        elif name != "pos":
            _record(actor, "updateCheckItem", checklist, item, {name: values[name]}, old={name: former})


def move(source: Checklist, item: CheckItem, to: Checklist, pos: Position) -> None:
    """Move an item to another checklist of the same card."""
    source.items.remove(item)
    item.pos = place(to.items, pos)
    to.items.append(item)


def delete(actor: Actor, checklist: Checklist, item: CheckItem) -> None:
    """Take an item off its checklist."""
    checklist.items.remove(item)
    _record(actor, "deleteCheckItem", checklist, item)


def convert_to_card(actor: Actor, checklist: Checklist, item: CheckItem) -> Card:
    """Make a card of an item, below all others of the list that the item's card is in."""
    world = actor.world
    source = world.cards[checklist.card_id]
    where = world.lists[source.list_id]
    own = {"name": item.name, "due": item.due, "dueReminder": item.due_reminder}
    checklist.items.remove(item)
    made = cards.add(actor, where, own)
    about = {"cardSource": about_card(source), **checklists.about(checklist)}
    actor.on_card("convertToCardFromCheckItem", made, about, lists=(where,))
    if item.member_id:
        card_members.join(actor, made, world.members[item.member_id])
    return made


def _record(
    actor: Actor,
    kind: str,
    checklist: Checklist,
    item: CheckItem,
    changed: dict[str, Any] | None = None,
    **special: Any,
) -> None:
    about = {"id": item.id, "name": item.name, "state": item.state, **(changed or {})}
    data = {"checkItem": about, **checklists.about(checklist), **special}
    actor.on_card(kind, actor.world.cards[checklist.card_id], data)
