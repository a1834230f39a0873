"""What is done to lists, each with its action."""

from typing import Any

from app.sandbox.actions import about_board
from app.sandbox.actor import Actor
from app.sandbox.changes import cards
from app.sandbox.changes.fields import set_fields, with_place
from app.sandbox.models import Board, BoardList, Card
from app.sandbox.positions import Position, place


def create(
    actor: Actor, board: Board, name: str, pos: Position = "top", data: dict[str, Any] | None = None
) -> BoardList:
    """Add a list to a board; without a position it stands before all others, as at Trello."""
    siblings = actor.world.lists.by("board_id", board.id)
    made = actor.world.lists.add(BoardList(actor.new_id(), board.id, name, place(siblings, pos)))
    actor.on_board("createList", board, data, lists=(made,))
    return made


def update(actor: Actor, item: BoardList, values: dict[str, Any]) -> None:
    """Set name, `closed` or `pos` (a `Position`)."""
    values = with_place(item, actor.world.lists.by("board_id", item.board_id), values)
    for name, former in set_fields(item, values, {}).items():
        changed = {"list": {name: values[name]}, "old": {name: former}}
        actor.on_board("updateList", actor.world.boards[item.board_id], changed, lists=(item,))


def move_to_board(actor: Actor, item: BoardList, target: Board, pos: Position = "bottom") -> None:
    """Move a list with its cards to another board."""
    world = actor.world
    source = world.boards[item.board_id]
    if source is target:
        return
    on_it = world.cards_of_list(item.id)
    world.lists.update(item, board_id=target.id, pos=place(world.lists.by("board_id", target.id), pos))
    for card in on_it:
        cards.settle(actor, card, target)
    actor.on_board("moveListFromBoard", source, {"boardTarget": {"id": target.id}}, lists=(item,))
    actor.on_board("moveListToBoard", target, {"boardSource": about_board(source)}, lists=(item,))


def archive_cards(actor: Actor, item: BoardList) -> None:
    """Archive every card of a list."""
    for card in actor.world.cards_of_list(item.id):
        cards.update(actor, card, {"closed": True})


def move_cards(actor: Actor, item: BoardList, target: BoardList) -> list[Card]:
    """Move every open card of a list to the bottom of another; return the cards of that one."""
    for card in actor.world.cards_of_list(item.id):
        if not card.closed and item is not target:
            cards.move(actor, card, target, "bottom")
    return [card for card in actor.world.cards_of_list(target.id) if not card.closed]
