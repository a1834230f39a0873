"""What is done to labels, each with its action."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.changes.fields import set_fields
from app.sandbox.models import Board, Label


def about(label: Label) -> dict[str, Any]:
    """Return a label as actions speak of it."""
    return {"id": label.id, "name": label.name, "color": label.color}


def create(actor: Actor, board: Board, name: str, color: str | None) -> Label:
    """Add a label to a board."""
    label = add(actor, board, name, color)
    actor.on_board("createLabel", board, {"label": about(label)})
    return label


def add(actor: Actor, board: Board, name: str, color: str | None) -> Label:
    """Add a label to a board without an action, as a board has them from the start."""
    return actor.world.labels.add(Label(actor.new_id(), board.id, name, color))


def alike(actor: Actor, board: Board, name: str, color: str | None) -> Label | None:
    """Return a board's label of this name and color, if there is one."""
    found = actor.world.labels.by("board_id", board.id)
    return next((each for each in found if (each.name, each.color) == (name, color)), None)


def update(actor: Actor, label: Label, values: dict[str, Any]) -> None:
    """Set name or color."""
    board = actor.world.boards[label.board_id]
    for name, former in set_fields(label, values, {}).items():
        actor.on_board("updateLabel", board, {"label": about(label), "old": {name: former}})


def delete(actor: Actor, label: Label) -> None:
    """Remove a label from its board and from all cards; their histories do not tell of it."""
    world = actor.world
    world.labels.remove(label.id)
    for card in world.cards.by("board_id", label.board_id):
        card.label_ids = [each for each in card.label_ids if each != label.id]
    actor.on_board("deleteLabel", world.boards[label.board_id], {"label": {"id": label.id}})
