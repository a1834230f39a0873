"""Where things stand among their siblings: in a list, on a board, on a card."""

from collections.abc import Iterable
from typing import Final, Literal, Protocol, TypeAlias

STEP: Final = 16384.0
"""The distance between an object and one put below it."""

_LEAST: Final = 2.0**-10
"""Nothing stands closer to the top; before it would, its siblings move apart."""

Position: TypeAlias = Literal["top", "bottom"] | float


class Placed(Protocol):
    """Anything with a position."""

    pos: float


def place(siblings: Iterable[Placed], wanted: Position) -> float:
    """Return the position of something put among these siblings.

    What goes to the top gets half the position of the first, as the service was seen to do; what goes to
    the bottom stands one `STEP` below the last. May set the siblings' positions anew, in their order.
    """
    if isinstance(wanted, float):
        return wanted
    ordered = sorted(siblings, key=lambda each: each.pos)
    if not ordered:
        return STEP
    if wanted == "bottom":
        return ordered[-1].pos + STEP
    if ordered[0].pos / 2 < _LEAST:
        for number, each in enumerate(ordered, start=1):
            each.pos = number * STEP
    return ordered[0].pos / 2
