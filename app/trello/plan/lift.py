"""Edges that lead back to what a request reads anyway: a card's list, a list's board."""

from app.trello.edges import BOARD, LIST
from app.trello.needs import Edge, Needs


def lift(board: Needs) -> set[tuple[str, str]]:
    """Move needs of a board that stand behind its own parts to the board itself, and likewise for lists.

    Afterwards no list or action of the board, and no card of its lists, has an edge that leads up: the
    board's own request brings what they led to. Returns (kind, edge name) of those that were moved.
    """
    lifted: set[tuple[str, str]] = set()
    while moved := _lift_once(board):
        lifted |= moved
    return lifted


def _lift_once(board: Needs) -> set[tuple[str, str]]:
    moved: set[tuple[str, str]] = set()
    for lists in board.named("lists").values():
        moved |= _move("list", lists, BOARD, board)
        for cards in lists.named("cards").values():
            moved |= _move("card", cards, BOARD, board) | _move("card", cards, LIST, lists)
    for cards in board.named("cards").values():
        moved |= _move("card", cards, BOARD, board)
    for actions in board.named("actions").values():
        moved |= _move("action", actions, BOARD, board)
    return moved


def _move(kind: str, below: Needs, edge: Edge, above: Needs) -> set[tuple[str, str]]:
    needs = below.edges.pop(edge, None)
    if needs is None:
        return set()
    above.merge(needs)
    return {(kind, edge.name)}
