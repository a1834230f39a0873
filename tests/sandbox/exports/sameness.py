"""Whether two worlds have the same boards: all that is kept of them, whether or not an address shows it."""

from dataclasses import asdict
from typing import Any, Final

import orjson

from app.sandbox.exports import checked_export, dump_board, load
from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.checklist import CHECKLIST
from app.sandbox.fields.custom_field import CUSTOM_FIELD
from app.sandbox.fields.selection import Fields
from app.sandbox.store import World
from app.sandbox.viewer import Viewer

_SHOWN: Final[dict[str, tuple[Fields[Any], frozenset[str]]]] = {
    "boards": (BOARD, frozenset({"prefs", "label_names", "extra"})),
    "cards": (CARD, frozenset({"cover", "extra"})),
    "checklists": (CHECKLIST, frozenset({"items"})),
    "attachments": (ATTACHMENT, frozenset({"previews"})),
    "custom_fields": (CUSTOM_FIELD, frozenset({"options"})),
}
"""Attributes that hold things in no order, or defaults besides what was said: they are compared as shown."""

TABLES: Final = (
    "boards", "board_stars", "lists", "labels", "cards", "checklists", "attachments", "custom_fields",
    "custom_field_items", "actions",
)  # fmt: skip


def state(world: World) -> dict[str, dict[str, Any]]:
    """Return everything on the boards of a world, as what can be compared and read."""
    return {table: {each.id: _kept(world, table, each) for each in getattr(world, table)} for table in TABLES}


def differences(one: World, other: World) -> list[tuple[str, str, Any, Any]]:
    """Return what differs: in which table, of what id, and how it is in each of the worlds."""
    mine, theirs = state(one), state(other)
    return [
        (table, item_id, mine[table].get(item_id), theirs[table].get(item_id))
        for table in TABLES
        for item_id in {**mine[table], **theirs[table]}
        if mine[table].get(item_id) != theirs[table].get(item_id)
    ]


def reloaded(world: World, fresh: World) -> World:
    """Return a world, without boards so far, into which the dumps of another one's boards were loaded."""
    dumps = [orjson.loads(orjson.dumps(dump_board(world, board))) for board in world.boards]
    load(fresh, [(each["name"], checked_export(each["name"], each)) for each in dumps])
    return fresh


def without_boards(world: World) -> World:
    """Return a world with the people and organizations of another one, and what happened to those."""
    fresh = World(keys=world.keys, members=world.members, tokens=world.tokens)
    fresh.organizations = world.organizations
    for action in world.actions:
        if action.board_id is None:
            fresh.actions.add(action)
    return fresh


def _kept(world: World, table: str, item: Any) -> dict[str, Any]:
    kept: dict[str, Any] = asdict(item)
    if table in _SHOWN:
        fields, apart = _SHOWN[table]
        kept = {name: value for name, value in kept.items() if name not in apart}
        kept["shown"] = fields.one(item, Viewer(world, None), "all")
    return kept
