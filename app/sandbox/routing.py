"""From a path to the function that answers it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from app.sandbox.request import Request, Write

Handler: TypeAlias = Callable[[Request], Any]
"""Answers a read: returns what becomes the JSON body, or raises `Refusal`."""

WriteHandler: TypeAlias = Callable[[Write], Any]
"""Answers a write, likewise. It refuses before it changes anything."""

_PLURALS: Final = {
    "action": "actions",
    "board": "boards",
    "card": "cards",
    "checklist": "checklists",
    "customfield": "customfields",
    "label": "labels",
    "list": "lists",
    "member": "members",
    "organization": "organizations",
    "token": "tokens",
    "webhook": "webhooks",
}


@dataclass(frozen=True)
class Route:
    """A method, a pattern such as `/boards/{board}/lists`, and what answers there.

    Where the method is not GET, the handler takes a `Write`.
    """

    method: str
    pattern: str
    handler: Callable[[Any], Any]

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
            self.all.extend(Route("GET", pattern, handler) for pattern in patterns)
            return handler

        return register

    def post(self, *patterns: str) -> Callable[[WriteHandler], WriteHandler]:
        """Return the decorator that lets a function answer POST at each of the patterns."""
        return self._write("POST", patterns)

    def put(self, *patterns: str) -> Callable[[WriteHandler], WriteHandler]:
        """Return the decorator that lets a function answer PUT at each of the patterns."""
        return self._write("PUT", patterns)

    def delete(self, *patterns: str) -> Callable[[WriteHandler], WriteHandler]:
        """Return the decorator that lets a function answer DELETE at each of the patterns."""
        return self._write("DELETE", patterns)

    def _write(self, method: str, patterns: Iterable[str]) -> Callable[[WriteHandler], WriteHandler]:
        def register(handler: WriteHandler) -> WriteHandler:
            self.all.extend(Route(method, pattern, handler) for pattern in patterns)
            return handler

        return register


class Router:
    """Finds the route for a method and a path.

    Where several fit, the one with a word in the earliest place wins.
    """

    def __init__(self, resources: Iterable[Routes]) -> None:
        self._by_shape: defaultdict[tuple[str, str, int], list[Route]] = defaultdict(list)
        routes = (route for resource in resources for route in resource.all)
        for route in sorted(routes, key=lambda route: [each.startswith("{") for each in route.segments]):
            self._by_shape[route.method, route.segments[0].lower(), len(route.segments)].append(route)

    @property
    def all(self) -> list[Route]:
        """Every route."""
        return [route for routes in self._by_shape.values() for route in routes]

    def find(self, method: str, segments: Sequence[str]) -> tuple[Route, dict[str, str]] | None:
        """Return the route for a method and the parts of a path, and its placeholders' values.

        HEAD is answered where GET is; `/card` stands for `/cards`, and so on.
        """
        method = "GET" if method == "HEAD" else method
        root = segments[0].lower() if segments else ""
        root = _PLURALS.get(root, root)
        for route in self._by_shape.get((method, root, len(segments)), ()):
            values = route.match([root, *segments[1:]])
            if values is not None:
                return route, values
        return None
