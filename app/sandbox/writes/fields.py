"""`PUT /<type>/{id}` and `PUT /<type>/{id}/{field}`: some fields of an object, or one."""

from collections.abc import Mapping
from typing import Any

from app.sandbox.errors import UnknownRoute, invalid_value
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.validation import Reader


def given(params: Params, readers: Mapping[str, Reader], prefix: str = "") -> dict[str, Any]:
    """Return those of the fields that the parameters have, in the readers' order.

    `prefix` is what the parameters' names begin with, as that of `prefs/voting` does.
    """
    return {name: read(params, prefix + name) for name, read in readers.items() if prefix + name in params}


def given_one(request: Write, readers: Mapping[str, Reader], placeholder: str = "field") -> dict[str, Any]:
    """Return the field that the path names, from the parameter `value`."""
    wanted = request.path[placeholder].lower()
    for name, read in readers.items():
        if name.lower() == wanted:
            if "value" not in request.params:
                raise invalid_value("value")
            return {name: read(request.params, "value")}
    raise UnknownRoute
