"""The parameters of a request, read as Trello reads them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from app.sandbox.errors import invalid_value

_TRUE: Final = frozenset({"true", "1"})


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    media_type: str
    content: bytes


class Params:
    """Names and values as they came, whichever way they were carried.

    A value is text, or what JSON and brackets in names (`value[text]=x`) can hold besides: numbers, booleans,
    None, lists, objects; or an `Upload`. Whoever asks for text gets them as they would stand in a query.
    """

    def __init__(self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> None:
        self._values: dict[str, Any] = dict(values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def raw(self, name: str) -> Any:
        """Return the value as it came, None if there is none."""
        return self._values.get(name)

    def get(self, name: str) -> str | None:
        """Return the value as text, or None if there is none."""
        return _as_text(self._values[name]) if name in self._values else None

    def text(self, name: str, default: str = "") -> str:
        """Return the value without the white space around it."""
        value = self.get(name)
        return (default if value is None else value).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return whether the value is `true` (or 1)."""
        value = self.get(name)
        return default if value is None else value.strip().lower() in _TRUE

    def names(self, name: str) -> tuple[str, ...]:
        """Return the parts of a comma list."""
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())

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

    def without_nulls(self) -> "Params":
        """Return those that are not null in JSON."""
        return Params((name, value) for name, value in self._values.items() if value is not None)

    def plus(self, **values: str) -> "Params":
        """Return these parameters with some set."""
        return Params(self._values | values)


def from_json(text: bytes | str) -> Any:
    """Return a JSON value; raise `ValueError` for what is none, or is nested too deeply to be sent again."""
    value = orjson.loads(text)
    try:
        orjson.dumps(value)
    except TypeError:
        raise ValueError("it is nested too deeply") from None
    return value


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Upload):
        return value.name
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return ",".join(_as_text(each) for each in value)
    return orjson.dumps(value, default=_as_text).decode()
