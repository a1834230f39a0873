from collections.abc import Mapping
from typing import Any

from app.sandbox.errors import too_many


def must_have_room(taken: int, ceiling: Mapping[str, Any], what: str, *, more: int = 1) -> None:
    """Refuse more of something than Trello allows; `ceiling` is one of the limits that it sends."""
    if taken + more > ceiling["disableAt"]:
        raise too_many(what)
