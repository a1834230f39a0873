"""What an object's id says about it."""

from app.gateway.execution.resolver import Info
from app.resolvers.mapping import Arguments
from app.resolvers.reading import Context
from app.trello.ids import created_at
from app.trello.objects import Node


def created(node: Node, _arguments: Arguments, _context: Context, _info: Info) -> str:
    """Return when the object was made."""
    return created_at(node["id"])
