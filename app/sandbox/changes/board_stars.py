"""Stars of boards, which leave no action."""

from app.sandbox.actor import Actor
from app.sandbox.models import Board, BoardStar
from app.sandbox.positions import Position, place


def add(actor: Actor, board: Board, pos: Position) -> BoardStar:
    """Star a board."""
    stars, member_id = actor.world.board_stars, actor.member.id
    where = place(stars.by("member_id", member_id), pos)
    return stars.add(BoardStar(actor.new_id(), member_id, board.id, where))


def move(actor: Actor, star: BoardStar, pos: Position) -> None:
    """Put a star elsewhere among those of its member."""
    siblings = actor.world.board_stars.by("member_id", star.member_id)
    star.pos = place((each for each in siblings if each is not star), pos)


def remove(actor: Actor, star: BoardStar) -> None:
    """Star a board no more."""
    actor.world.board_stars.remove(star.id)
