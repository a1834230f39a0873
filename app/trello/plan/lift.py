"""Edges that lead back to what a request reads anyway: a card's list, a list's board."""

from app.trello.needs import Edge, Needs

BOARD = Edge("board")
LIST = Edge("list")


def lift(board: Needs) -> None:
    """Move needs of a board that stand behind its own parts to the board itself, and likewise for lists.

    Afterwards no list or action of the board, and no card of its lists, has an edge that leads up:
    the board's own request brings what they lead to.
    """
    while _lift_once(board):
        pass


def _lift_once(board: Needs) -> bool:
    moved = False
    for lists in board.named("lists").values():
        moved |= _move(lists, BOARD, board)
        for cards in lists.named("cards").values():
            moved |= _move(cards, BOARD, board)
            moved |= _move(cards, LIST, lists)
    for name in ("cards", "actions"):
        for parts in board.named(name).values():
            moved |= _move(parts, BOARD, board)
    return moved


def _move(below: Needs, edge: Edge, above: Needs) -> bool:
    needs = below.edges.pop(edge, None)
    if needs is not None:
        above.merge(needs)
    return needs is not None
