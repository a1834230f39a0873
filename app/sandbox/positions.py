"""Where things stand among their siblings: in a list, on a board, on a card."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Final, Literal, Protocol, TypeAlias

STEP: Final = 16384.0
"""The distance between an object and one put below it."""

_LEAST: Final = 2.0**-10
"""Nothing stands closer to the top; before it would, its siblings move apart."""

Position: TypeAlias = Literal["top", "bottom"] | float


class Placed(Protocol):
    """Anything with a position."""

    pos: float


_pos: Callable[[Placed], float] = attrgetter("pos")


def place(siblings: Iterable[Placed], wanted: Position) -> float:
    """Return the position of something put among these siblings.

    What goes to the top gets half the position of the first, as the service was seen to do; what goes to
    the bottom stands one `STEP` below the last. May set the siblings' positions anew, in their order.
    """
    if isinstance(wanted, float):
        return wanted
    others = list(siblings)
    if not others:
        return STEP
    if wanted == "bottom":
        return max(map(_pos, others)) + STEP
    if min(map(_pos, others)) / 2 < _LEAST:
        for number, each in enumerate(sorted(others, key=_pos), start=1):
            each.pos = number * STEP
    return min(map(_pos, others)) / 2
