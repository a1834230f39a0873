"""From an id in a parameter to the object that is meant, or to Trello's refusal."""

from typing import TypeVar

from app.sandbox.errors import Refusal, invalid_value
from app.sandbox.params import Params
from app.sandbox.table import Identified, Table
from app.sandbox.validation import object_id

ItemT = TypeVar("ItemT", bound=Identified)


def referred(table: Table[ItemT], params: Params, name: str, unknown: Refusal | None = None) -> ItemT:
    """Return the object whose id a parameter has; refuse what is no id, and the id of nothing."""
    found = table.get(object_id(params, name))
    if found is None:
        raise unknown or invalid_value(name)
    return found


def known_ids(table: Table[ItemT], ids: list[str], name: str) -> list[ItemT]:
    """Return the objects with these ids; refuse them all if one is of nothing."""
    found = [table.get(each) for each in ids]
    if None in found:
        raise invalid_value(name)
    return [each for each in found if each is not None]
