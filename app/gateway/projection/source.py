"""Source text in the making. Nothing of a document gets into it but as `repr` of a string."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Protocol

from app.gateway.execution.resolver import ABSENT
from app.gateway.projection.bail import Bail


class Names:
    """What generated code finds by a name that nobody else has."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {"ABSENT": ABSENT, "Bail": Bail}
        self._numbers = count(1)

    def new(self, prefix: str) -> str:
        """Return a name that is new."""
        return f"{prefix}{next(self._numbers)}"

    def add(self, prefix: str, value: Any) -> str:
        """Return a new name for a value."""
        name = self.new(prefix)
        self.values[name] = value
        return name


class Definition(Protocol):
    """Something that is defined in the text."""

    name: str

    def lines(self) -> list[str]:
        """Return the definition."""


class Function:
    """A function of (value, run): what it does first, and what it does then."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.first: list[str] = []
        self.then: list[str] = []

    def lines(self) -> list[str]:
        """Return the definition."""
        return [f"def {self.name}(value, run):", *indented([*self.first, *self.then])]


class Table:
    """A dictionary with the values of other names."""

    def __init__(self, name: str, entries: Mapping[str, str]) -> None:
        self.name = name
        self._entries = entries

    def lines(self) -> list[str]:
        """Return the definition."""
        return [f"{self.name} = {{{', '.join(f'{key!r}: {name}' for key, name in self._entries.items())}}}"]


def indented(lines: Iterable[str]) -> list[str]:
    """Return lines one level deeper."""
    return [f" {line}" for line in lines]


def define(definitions: Iterable[Definition], names: Names) -> None:
    """Define functions and tables among the names that they use."""
    text = "\n".join(line for each in definitions for line in each.lines())
    exec(compile(text, "<projection>", "exec"), names.values)  # noqa: S102  # the text is ours, as told above
