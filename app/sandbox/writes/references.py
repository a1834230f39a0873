"""From an id in a parameter to the object that is meant, or to Trello's refusal."""

from typing import TypeVar

from app.sandbox.errors import Refusal, invalid_value
from app.sandbox.models import Label, Member
from app.sandbox.params import Params
from app.sandbox.permissions import membership_of
from app.sandbox.store import World
from app.sandbox.table import Identified, Table
from app.sandbox.validation import object_id

ItemT = TypeVar("ItemT", bound=Identified)


def referred(table: Table[ItemT], params: Params, name: str, unknown: Refusal | None = None) -> ItemT:
    """Return the object whose id a parameter has; refuse what is no id, and the id of nothing."""
    found = table.get(object_id(params, name))
    if found is None:
        raise unknown or invalid_value(name)
    return found


def members_of(world: World, board_id: str, ids: list[str], name: str = "idMembers") -> list[Member]:
    """Return the members of a board with these ids; refuse them all if one is of nobody there."""
    found = _known(world.members, ids, name)
    if any(membership_of(world.boards[board_id], each.id) is None for each in found):
        raise invalid_value(name)
    return found


def labels_of(world: World, board_id: str, ids: list[str]) -> list[Label]:
    """Return the labels of a board with these ids; refuse them all if one is of nothing there."""
    found = _known(world.labels, ids, "idLabels")
    if any(each.board_id != board_id for each in found):
        raise invalid_value("idLabels")
    return found


def _known(table: Table[ItemT], ids: list[str], name: str) -> list[ItemT]:
    found = [table.get(each) for each in ids]
    if None in found:
        raise invalid_value(name)
    return [each for each in found if each is not None]
