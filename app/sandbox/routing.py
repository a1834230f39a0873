"""From a path to the function that answers it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from app.sandbox.request import Request

Handler: TypeAlias = Callable[[Request], Any]
"""Answers one read: returns what becomes the JSON body, or raises `Refusal`."""

_PLURALS: Final = {
    "action": "actions",
    "board": "boards",
    "card": "cards",
    "checklist": "checklists",
    "label": "labels",
    "list": "lists",
    "member": "members",
    "organization": "organizations",
    "token": "tokens",
}


@dataclass(frozen=True)
class Route:
    """A pattern such as `/boards/{board}/lists`, and what answers there."""

    pattern: str
    handler: Handler

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the pattern between slashes."""
        return tuple(self.pattern.strip("/").split("/"))

    def match(self, segments: Sequence[str]) -> dict[str, str] | None:
        """Return the placeholders' values if the segments, as many as the pattern has, fit.

        Words are read in any case, as Trello does.
        """
        values: dict[str, str] = {}
        for expected, found in zip(self.segments, segments, strict=True):
            if expected.startswith("{"):
                values[expected[1:-1]] = found
            elif expected.lower() != found.lower():
                return None
        return values


class Routes:
    """The routes of one resource."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def get(self, *patterns: str) -> Callable[[Handler], Handler]:
        """Return the decorator that lets a function answer GET at each of the patterns."""

        def register(handler: Handler) -> Handler:
            self.all.extend(Route(pattern, handler) for pattern in patterns)
            return handler

        return register


class Router:
    """Finds the route for a path. Where several fit, the one with a word in the earliest place wins."""

    def __init__(self, resources: Iterable[Routes]) -> None:
        self._by_shape: defaultdict[tuple[str, int], list[Route]] = defaultdict(list)
        routes = (route for resource in resources for route in resource.all)
        for route in sorted(routes, key=lambda route: [each.startswith("{") for each in route.segments]):
            self._by_shape[route.segments[0].lower(), len(route.segments)].append(route)

    def find(self, segments: Sequence[str]) -> tuple[Route, dict[str, str]] | None:
        """Return the route for the parts of a path and its placeholders' values.

        `/card` stands for `/cards`, and so on.
        """
        root = segments[0].lower() if segments else ""
        root = _PLURALS.get(root, root)
        for route in self._by_shape.get((root, len(segments)), ()):
            values = route.match([root, *segments[1:]])
            if values is not None:
                return route, values
        return None
