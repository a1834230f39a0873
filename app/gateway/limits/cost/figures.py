"""What something costs, in two figures: calls of the upstream, and objects in the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import zip_longest
from math import ceil
from typing import Final, NamedTuple, Self

from graphql import FieldNode

_ROUNDING: Final = 1e-6
"""Ten tenths are one, though floating-point numbers add up to a little more or less."""

_MOST: Final = 1e15
"""More than this is not told apart, lest it grow until it is no number any more."""


class Share(NamedTuple):
    """How much of a figure one field causes by itself; `path` has the response names that lead to it."""

    amount: float
    path: tuple[str, ...]
    field: FieldNode


@dataclass(frozen=True, slots=True)
class Cost:
    """What a part of an operation costs, for each object that it is selected on.

    `instances` are objects. `waves` are calls: of each wave all can be made at once, as soon as those of the
    wave before are answered. A call that several objects can share counts as a fraction for each.
    `most_calls` and `most_objects` are the fields that cause most of either.
    """

    instances: float = 0
    waves: tuple[float, ...] = ()
    most_calls: Share | None = None
    most_objects: Share | None = None

    @property
    def objects(self) -> int:
        """How many objects there are."""
        return round(min(self.instances, _MOST))

    @property
    def calls(self) -> int:
        """How many calls there are: what is made at once can share calls, what is made later cannot."""
        return sum(ceil(min(wave, _MOST) - _ROUNDING) for wave in self.waves)

    def beside(self, other: Self) -> "Cost":
        """Return the cost of both, of which the calls are made at once."""
        return self._with(other, _elementwise(sum, self, other))

    def before(self, other: Self) -> "Cost":
        """Return the cost of both, of which the other's calls are made after those of this one."""
        return self._with(other, (*self.waves, *other.waves))

    def or_else(self, other: Self) -> "Cost":
        """Return the most that either can cost, where only one of them comes about."""
        most = self._with(other, _elementwise(max, self, other))
        return replace(most, instances=max(self.instances, other.instances))

    def _with(self, other: Self, waves: tuple[float, ...]) -> "Cost":
        return Cost(
            self.instances + other.instances,
            waves,
            _greater(self.most_calls, other.most_calls),
            _greater(self.most_objects, other.most_objects),
        )


ZERO: Final = Cost()


def of_field(name: str, node: FieldNode, *, below: Cost, objects: float, calls: float, waits: bool) -> Cost:
    """Return the cost of a field with the response name `name`.

    `below` is the cost of its selection on one of its `objects`. `calls` are those of the field itself; it
    `waits` if what is below begins only after them, or after those of a sibling that it shares.
    """
    scaled = tuple(_times(objects, wave) for wave in below.waves)
    return Cost(
        objects + _times(objects, below.instances),
        (calls, *scaled) if waits else scaled,
        _greater(Share(calls, (name,), node), _within(name, below.most_calls, objects)),
        _greater(Share(objects, (name,), node), _within(name, below.most_objects, objects)),
    )


def together(costs: Iterable[Cost]) -> Cost:
    """Return the cost of all, whose calls are made at once."""
    return reduce(Cost.beside, costs, ZERO)


def _elementwise(
    function: Callable[[tuple[float, float]], float], one: Cost, other: Cost
) -> tuple[float, ...]:
    return tuple(map(function, zip_longest(one.waves, other.waves, fillvalue=0.0)))


def _times(objects: float, amount: float) -> float:
    return min(objects * amount, _MOST)


def _within(name: str, share: Share | None, objects: float) -> Share | None:
    return share and Share(_times(objects, share.amount), (name, *share.path), share.field)


def _greater(one: Share | None, another: Share | None) -> Share | None:
    if one is None or another is None:
        return one or another
    return another if another.amount > one.amount else one
