"""What is done to checklists, each with its action; that one moves up or down its card is not recorded."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.changes.fields import set_fields, with_place
from app.sandbox.models import Card, CheckItem, Checklist
from app.sandbox.positions import Position, place


def about(checklist: Checklist) -> dict[str, Any]:
    """Return what is special to an action on a checklist."""
    return {"checklist": {"id": checklist.id, "name": checklist.name}}


def create(actor: Actor, card: Card, name: str, pos: Position = "bottom") -> Checklist:
    """Add a checklist without items to a card."""
    siblings = actor.world.checklists.by("card_id", card.id)
    made = Checklist(actor.new_id(), card.board_id, card.id, name, place(siblings, pos))
    actor.world.checklists.add(made)
    actor.on_card("addChecklistToCard", card, about(made))
    return made


def copy(actor: Actor, source: Checklist, card: Card, name: str, pos: Position = "bottom") -> Checklist:
    """Copy a checklist to a card; nothing on the copy is done, or anybody's."""
    made = create(actor, card, name, pos)
    made.items = [CheckItem(actor.new_id(), each.name, each.pos) for each in source.items]
    return made


def update(actor: Actor, checklist: Checklist, values: dict[str, Any]) -> None:
    """Set name or `pos` (a `Position`)."""
    siblings = actor.world.checklists.by("card_id", checklist.card_id)
    before = set_fields(checklist, with_place(checklist, siblings, values), {})
    if "name" in before:
        changed = about(checklist) | {"old": {"name": before["name"]}}
        actor.on_card("updateChecklist", actor.world.cards[checklist.card_id], changed)


def delete(actor: Actor, checklist: Checklist) -> None:
    """Take a checklist off its card, with its items."""
    actor.world.checklists.remove(checklist.id)
    actor.on_card("removeChecklistFromCard", actor.world.cards[checklist.card_id], about(checklist))
