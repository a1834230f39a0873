from collections.abc import Callable
from typing import Any

from app.gateway.execution.resolver import ABSENT, Info, Lookup, Resolver, Shortcut
from app.gateway.operation import Operation
from app.resolvers.mapping import Arguments, TypeMapping, to
from app.resolvers.reading import Context
from app.trello.objects import Node

MAPPING = TypeMapping(
    kind="customFieldItem",
    # The chosen option is one of its field's, so both need the field's definition.
    edges={"customField": to("CustomField", "customField"), "option": to("CustomField", "customField")},
)


async def custom_field(item: Node, _arguments: Arguments, context: Context, _info: Info) -> Any:
    """Return the field's definition."""
    return await context.upstream.trello.custom_field(item)


async def option(item: Node, _arguments: Arguments, context: Context, _info: Info) -> Any:
    """Return the option that was chosen, if the field is a list to choose from."""
    return _chosen(item, await context.upstream.trello.custom_field(item)) if item.get("idValue") else None


def _look_up_option(_arguments: Arguments, _operation: Operation, _info: Info) -> Lookup:
    return lambda item: _chosen(item, item["customField"]) if "customField" in item else ABSENT


def _chosen(item: Node, field: Node | None) -> Node | None:
    chosen, options = item.get("idValue"), (field or {}).get("options") or ()
    return next((each for each in options if chosen in {each.get("id"), each.get("_id")}), None)


def _number(text: str) -> float | None:
    """Return the number, or None for text that is none; Trello keeps every value as text."""
    try:
        return float(text)
    except ValueError:
        return None


def _value(name: str, parse: Callable[[str], Any]) -> Resolver:
    def value(item: Node, _arguments: Arguments, _context: Context, _info: Info) -> Any:
        text = (item.get("value") or {}).get(name)
        return None if text is None else parse(text)

    return value


RESOLVERS = {
    "CustomFieldItem.customField": custom_field,
    "CustomFieldItem.option": option,
    "CustomFieldItem.text": _value("text", str),
    "CustomFieldItem.number": _value("number", _number),
    "CustomFieldItem.date": _value("date", str),
    "CustomFieldItem.checked": _value("checked", lambda text: str(text).lower() == "true"),
}
SHORTCUTS: dict[str, Shortcut] = {
    "CustomFieldItem.customField": Shortcut(lambda _arguments, _operation, _info: "customField"),
    "CustomFieldItem.option": Shortcut(_look_up_option),
}
