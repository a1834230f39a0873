"""Values that writes take, and Trello's refusals of those it cannot use.

Each reader takes the parameters and the name under which the value came, which the refusal repeats.
"""

import math
from collections.abc import Callable, Collection
from typing import Any, Final, TypeAlias

from app.sandbox.dates import is_object_id, parse_time, trello_time
from app.sandbox.errors import invalid_value
from app.sandbox.params import Params, from_json
from app.sandbox.positions import Position

Reader: TypeAlias = Callable[[Params, str], Any]

LONGEST_TEXT: Final = 16_384
_BOOLEANS: Final = {"true": True, "false": False}


def is_clear(params: Params, name: str) -> bool:
    """Return whether a value says that there is to be none: `null`, or nothing."""
    return params.text(name) in {"", "null"}


def text(params: Params, name: str) -> str:
    """Return text of up to 16,384 characters; JSON's null is none."""
    value = params.raw(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise invalid_value(name)
    return value


def some_text(params: Params, name: str) -> str:
    """Return text that has more than white space."""
    value = text(params, name)
    if not value.strip():
        raise invalid_value(name)
    return value


def trimmed_text(params: Params, name: str) -> str:
    """Return text that has something and no white space around it."""
    value = some_text(params, name)
    if value != value.strip():
        raise invalid_value(name)
    return value


def email(params: Params, name: str) -> str:
    """Return an e-mail address: something on either side of one @."""
    value = some_text(params, name).strip()
    if value.count("@") != 1 or not all(value.split("@")):
        raise invalid_value(name)
    return value


def web_address(params: Params, name: str) -> str | None:
    """Return an address that begins with `http://` or `https://`; None if it is to be cleared."""
    value = text(params, name).strip()
    if value in {"", "null"}:
        return None
    if not value.lower().startswith(("http://", "https://")):
        raise invalid_value(name)
    return value


def boolean(params: Params, name: str) -> bool:
    """Return `true` or `false`; nothing else is taken for one of them."""
    value = _BOOLEANS.get(params.text(name).lower())
    if value is None:
        raise invalid_value(name)
    return value


def moment(params: Params, name: str) -> str | None:
    """Return a time as Trello writes it; None if it is to be cleared."""
    if is_clear(params, name):
        return None
    found = parse_time(params.text(name))
    if found is None:
        raise invalid_value(name)
    return trello_time(found)


def whole_number(params: Params, name: str) -> int | None:
    """Return a whole number, perhaps below zero; None if it is to be cleared."""
    if is_clear(params, name):
        return None
    value = params.text(name)
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(LONGEST_TEXT)):
        raise invalid_value(name)
    return int(value)


def position(params: Params, name: str) -> Position:
    """Return `top`, `bottom`, or a number above zero."""
    value = params.text(name).lower()
    if value == "top":
        return "top"
    if value == "bottom":
        return "bottom"
    try:
        number = float(value)
    except ValueError:
        raise invalid_value(name) from None
    if not math.isfinite(number) or number <= 0:
        raise invalid_value(name)
    return number


def position_or_bottom(params: Params, name: str) -> Position:
    """Return a position, which is `bottom` where none is said."""
    return position(params, name) if params.text(name) else "bottom"


def object_id(params: Params, name: str) -> str:
    """Return an id in lower case."""
    value = params.text(name)
    if not is_object_id(value):
        raise invalid_value(name)
    return value.lower()


def object_id_or_none(params: Params, name: str) -> str | None:
    """Return an id in lower case; None if it is to be cleared."""
    return None if is_clear(params, name) else object_id(params, name)


def object_ids(params: Params, name: str) -> list[str]:
    """Return ids, each once, from a comma list or a list."""
    if is_clear(params, name):
        return []
    values = params.names(name)
    if not all(is_object_id(each) for each in values):
        raise invalid_value(name)
    return list(dict.fromkeys(each.lower() for each in values))


def one_of(allowed: Collection[str]) -> Reader:
    """Return the reader of one of these words, in any case."""

    def read(params: Params, name: str) -> str:
        return params.choice(name, allowed, "")

    return read


def json_object(params: Params, name: str) -> dict[str, Any]:
    """Return an object: from JSON, from names with brackets, or from JSON inside text."""
    value = _json(params, name)
    if not isinstance(value, dict):
        raise invalid_value(name)
    return value


def json_objects(params: Params, name: str) -> list[dict[str, Any]]:
    """Return a list of objects, likewise."""
    value = _json(params, name)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise invalid_value(name)
    return value


def _json(params: Params, name: str) -> Any:
    value = params.raw(name)
    if not isinstance(value, str):
        return value
    try:
        return from_json(value)
    except ValueError:
        raise invalid_value(name) from None
