"""The unit that plans are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.trello.errors import TrelloError
from app.trello.needs import Edge
from app.trello.objects import Node
from app.trello.request import Request

Place: TypeAlias = Callable[[Any], Iterable["Step"]]
Fail: TypeAlias = Callable[[TrelloError], None]


@dataclass(frozen=True, slots=True)
class Step:
    """A request, and what its answer is good for.

    `place` puts the answer into the node being read and returns the steps it makes necessary (the next page
    of a collection). `fail` puts an error where the answer would have been; without it the whole node fails.
    """

    request: Request
    place: Place
    fail: Fail | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A node to be filled, and the steps that fill it; all of them can be taken at once."""

    node: Node = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def become(node: Node) -> Place:
    """Return a `place` that makes the answer the node itself."""

    def place(answer: Any) -> Iterable[Step]:
        node.update(answer)
        return ()

    return place


def put(node: Node, edge: Edge) -> Place:
    """Return a `place` that puts the whole answer behind one edge."""

    def place(answer: Any) -> Iterable[Step]:
        node[edge.key] = answer
        return ()

    return place


def hold(node: Node, edge: Edge) -> Fail:
    """Return a `fail` that leaves the error behind one edge, for whoever follows it."""

    def fail(error: TrelloError) -> None:
        node[edge.key] = error

    return fail
