from collections.abc import Mapping
from typing import Any

from app.sandbox.errors import too_many


def must_have_room(taken: int, ceiling: Mapping[str, Any], what: str) -> None:
    """Refuse one more of what there are as many of as Trello allows; `ceiling` is one it sends as a limit."""
    if taken >= ceiling["disableAt"]:
        raise too_many(what)
