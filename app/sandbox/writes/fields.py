"""`PUT /<type>/{id}` and `PUT /<type>/{id}/{field}`: some fields of an object, or one."""

from collections.abc import Mapping
from typing import Any

from app.sandbox.errors import UnknownRoute, invalid_value
from app.sandbox.params import Params
from app.sandbox.request import Write
from app.sandbox.validation import Reader


def given(params: Params, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return those of the fields that the parameters have, in the readers' order."""
    return {name: read(params, name) for name, read in readers.items() if name in params}


def given_one(request: Write, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return the field that the path names, from the parameter `value`."""
    wanted = request.path["field"].lower()
    for name, read in readers.items():
        if name.lower() == wanted:
            if "value" not in request.params:
                raise invalid_value("value")
            return {name: read(request.params, "value")}
    raise UnknownRoute
