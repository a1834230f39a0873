"""`GET /<type>/{id}/{field}`: one field of an object."""

from typing import Any, TypeVar

from app.sandbox.errors import UnknownRoute
from app.sandbox.fields.selection import Fields
from app.sandbox.request import Request

ItemT = TypeVar("ItemT")


def one_field(request: Request, fields: Fields[ItemT], item: ItemT) -> Any:
    """Return the field that the path names: an object or a list as it is, anything else as `_value`."""
    getter = fields.find(request.path["field"])
    if getter is None:
        raise UnknownRoute
    value = getter(item, request.viewer)
    return value if isinstance(value, dict | list) else {"_value": value}
