"""What every scenario takes and gives."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bench.programs import Program
from bench.stub import Stub

CONNECTIONS: Final = 32
"""Requests under way at once, where nothing else is said."""


@dataclass(frozen=True)
class Pace:
    """How exact: rounds that are counted, seconds of each measurement in them, and of warming up before."""

    rounds: int
    seconds: float
    warm_up_seconds: float


FULL: Final = Pace(rounds=5, seconds=0.6, warm_up_seconds=1.5)
SHORT: Final = Pace(rounds=1, seconds=0.4, warm_up_seconds=0.6)


@dataclass(frozen=True)
class Result:
    """Tables for people, and what they tell as JSON."""

    tables: Sequence[str]
    data: Any


Wanted: TypeAlias = Callable[[Sequence[Program]], list[Program]]
"""Picks, of some programs, those that are here and were asked for."""

Scenario: TypeAlias = Callable[[Stub, Pace, Wanted], Awaitable[Result]]
"""Measures; the stub serves the usual world before and after."""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown has it, its columns aligned."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    written = [_line(line, widths) for line in lines]
    rule = "|".join(["", "-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:]), ""])
    return "\n".join([written[0], rule, *written[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    texts = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(texts)} |"
