from typing import Any

from app.gateway.execution.resolver import Info
from app.resolvers.mapping import Arguments, TypeMapping
from app.resolvers.reading import Context
from app.trello.objects import Node

MAPPING = TypeMapping(kind="checklist", fields={"items": ("checkItems",)})


def items(checklist: Node, _arguments: Arguments, _context: Context, _info: Info) -> Any:
    """Return the items from top to bottom; Trello sends them in the order they were made."""
    return sorted(checklist.get("checkItems") or (), key=lambda item: item.get("pos") or 0)


def state(item: Node, _arguments: Arguments, _context: Context, _info: Info) -> str:
    """Return the state of a checklist item, or of what an action remembers of one, as the enum has it."""
    return str(item.get("state") or "incomplete").upper()


RESOLVERS = {"Checklist.items": items, "CheckItem.state": state, "CheckItemReference.state": state}
