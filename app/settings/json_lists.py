"""Variables that hold a list of objects, in JSON."""

import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError


def decoder(item: type[BaseModel], example: str) -> Callable[[Any], Any]:
    """Return a validator that makes items of a JSON text; what is none passes. Its errors hold no values."""
    adapter: TypeAdapter[Any] = TypeAdapter(tuple[item, ...])  # type: ignore[valid-type]  # known when it runs

    def decode(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            decoded = json.loads(value)
        except ValueError:
            decoded = None
        if not isinstance(decoded, list):
            raise ValueError(f"write it in JSON, as {example}")  # noqa: TRY004  # pydantic tells of this one
        try:
            return adapter.validate_python(decoded)
        except ValidationError as error:
            # The input is left out: it may have a secret.
            told = error.errors(include_input=False, include_url=False, include_context=False)
            raise ValueError("; ".join(_told(each["loc"], each["msg"]) for each in told)) from None

    return decode


def all_different(items: tuple[Any, ...], *names: str) -> tuple[Any, ...]:
    """Return the items, each of which has its own value of each name. Raises `ValueError` if not."""
    for name in names:
        if len({getattr(each, name) for each in items}) < len(items):
            raise ValueError(f"each {name} may stand there once")
    return items


def _told(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location))}: {message.removeprefix('Value error, ')}"
