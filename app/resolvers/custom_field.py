from typing import Any

from app.gateway.execution.resolver import Info
from app.resolvers.mapping import Arguments, TypeMapping
from app.resolvers.reading import Context
from app.trello.objects import Node

MAPPING = TypeMapping(kind="customField")


def type_(field: Node, _arguments: Arguments, _context: Context, _info: Info) -> str:
    """Return the type of the field's values as the enum has it."""
    return str(field["type"]).upper()


def option_id(option: Node, _arguments: Arguments, _context: Context, _info: Info) -> Any:
    """Return the option's id; Trello says `_id` in listings and `id` elsewhere."""
    return option.get("id") or option.get("_id")


def option_text(option: Node, _arguments: Arguments, _context: Context, _info: Info) -> Any:
    """Return the option's text."""
    return (option.get("value") or {}).get("text")


RESOLVERS = {
    "CustomField.type": type_,
    "CustomFieldOption.id": option_id,
    "CustomFieldOption.text": option_text,
}
