"""The parameters of a request, read as Trello reads them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from app.sandbox.errors import invalid_value

_TRUE: Final = frozenset({"true", "1"})


class Params:
    """Names and values as they came, whichever way they were carried."""

    def __init__(self, values: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self._values = dict(values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> str | None:
        """Return the value as it came, or None."""
        return self._values.get(name)

    def text(self, name: str, default: str = "") -> str:
        """Return the value without the white space around it."""
        return self._values.get(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return whether the value is `true` (or 1)."""
        value = self._values.get(name)
        return default if value is None else value.strip().lower() in _TRUE

    def names(self, name: str) -> tuple[str, ...]:
        """Return the parts of a comma list."""
        parts = self._values.get(name, "").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def choice(self, name: str, allowed: Collection[str], default: str) -> str:
        """Return the value in lower case, the default if it is empty; refuse what is not `allowed`."""
        value = self.text(name).lower() or default
        if value not in allowed:
            raise invalid_value(name)
        return value

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """Return the value as a whole number; refuse what is none or lies outside `low` to `high`."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()) or len(value) > len(str(high)):
            raise invalid_value(name)
        if not low <= int(value) <= high:
            raise invalid_value(name)
        return int(value)

    def under(self, *prefixes: str, only: Collection[str] | None = None) -> "Params":
        """Return the parameters that begin with a prefix, without it, as those of a nested object do.

        `only` are the names, without prefix, that are known there; all if it is None.
        """
        return Params(
            (name.removeprefix(prefix), value)
            for prefix in prefixes
            for name, value in self._values.items()
            if name.startswith(prefix) and (only is None or name.removeprefix(prefix) in only)
        )

    def plus(self, **values: str) -> "Params":
        """Return these parameters with some set."""
        return Params(self._values | values)
