from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.changes import card_labels, labels
from app.sandbox.errors import Refusal, invalid_value, not_found
from app.sandbox.fields.label import LABEL
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import text
from app.sandbox.writes.label_values import color
from app.sandbox.writes.references import referred

routes = Routes()


@routes.post("/cards/{card}/idLabels")
def _put(request: Write) -> Any:
    card = permissions.editable_card(request)
    label = referred(request.world.labels, request.params, "value")
    if label.board_id != card.board_id:
        raise invalid_value("value")
    _must_lack(card.label_ids, label.id)
    card_labels.put(request.actor, card, label)
    return card.label_ids


@routes.delete("/cards/{card}/idLabels/{label}")
def _take(request: Write) -> Any:
    card, label = permissions.editable_card(request), lookup.label(request)
    if label.id not in card.label_ids:
        raise not_found()
    card_labels.take(request.actor, card, label)
    return {"_value": None}


@routes.post("/cards/{card}/labels")
def _put_new(request: Write) -> Any:
    """Put a label on a card by name and color; the board gets it where it has none alike."""
    card, actor = permissions.editable_card(request), request.actor
    board = request.world.boards[card.board_id]
    name, chosen = text(request.params, "name"), color(request.params, "color")
    label = labels.alike(actor, board, name, chosen)
    if label:
        _must_lack(card.label_ids, label.id)
    else:
        label = labels.create(actor, board, name, chosen)
    card_labels.put(actor, card, label)
    return LABEL.one(label, request.viewer, None)


def _must_lack(ids: list[str], label_id: str) -> None:
    if label_id in ids:
        raise Refusal(400, "that label is already on the card")
