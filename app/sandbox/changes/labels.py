"""What is done to labels, each with its action."""

from app.sandbox.actor import Actor
from app.sandbox.models import Board, Label


def create(actor: Actor, board: Board, name: str, color: str | None) -> Label:
    """Add a label to a board."""
    label = add(actor, board, name, color)
    about = {"id": label.id, "name": name, "color": color}
    actor.on_board("createLabel", board, {"label": about})
    return label


def add(actor: Actor, board: Board, name: str, color: str | None) -> Label:
    """Add a label to a board without an action, as a board has them from the start."""
    if color and name and not board.label_names.get(color):
        board.label_names[color] = name
    return actor.world.labels.add(Label(actor.new_id(), board.id, name, color))


def alike(actor: Actor, board: Board, name: str, color: str | None) -> Label | None:
    """Return a board's label of this name and color, if there is one."""
    found = actor.world.labels.by("board_id", board.id)
    return next((each for each in found if (each.name, each.color) == (name, color)), None)
