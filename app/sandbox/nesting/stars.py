from typing import Any

from app.sandbox.store import World


def stars(world: World, member_id: str | None, board_id: str | None = None) -> list[dict[str, Any]]:
    """Return a member's stars in their order, those of one board if it is named."""
    found = sorted(world.board_stars.by("member_id", member_id), key=lambda star: star.pos)
    return [
        {"id": star.id, "idBoard": star.board_id, "pos": star.pos}
        for star in found
        if board_id in {None, star.board_id}
    ]
