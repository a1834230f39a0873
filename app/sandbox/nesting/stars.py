from typing import Any

from app.sandbox.models import BoardStar
from app.sandbox.store import World


def star(each: BoardStar) -> dict[str, Any]:
    """Return one star, of a member who is known."""
    return {"id": each.id, "idBoard": each.board_id, "pos": each.pos}


def stars(world: World, member_id: str | None, board_id: str | None = None) -> list[dict[str, Any]]:
    """Return a member's stars in their order, those of one board if it is named."""
    found = sorted(world.board_stars.by("member_id", member_id), key=lambda each: each.pos)
    return [star(each) for each in found if board_id in {None, each.board_id}]
