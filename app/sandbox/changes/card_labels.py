"""Which labels a card has."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.changes.labels import about
from app.sandbox.models import Card, Label


def put(actor: Actor, card: Card, label: Label) -> None:
    """Put a label on a card."""
    card.label_ids.append(label.id)
    actor.on_card("addLabelToCard", card, _about(label))


def take(actor: Actor, card: Card, label: Label) -> None:
    """Take a label off a card."""
    card.label_ids.remove(label.id)
    actor.on_card("removeLabelFromCard", card, _about(label))


def let_be(actor: Actor, card: Card, labels: list[Label]) -> None:
    """Let these be the labels of a card, and no others."""
    wanted = {each.id for each in labels}
    for each in [actor.world.labels[each] for each in card.label_ids if each not in wanted]:
        take(actor, card, each)
    for each in labels:
        if each.id not in card.label_ids:
            put(actor, card, each)


def _about(label: Label) -> dict[str, Any]:
    return {"label": about(label), "text": label.name, "value": label.color}
