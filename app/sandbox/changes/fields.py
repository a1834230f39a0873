from collections.abc import Iterable, Mapping
from typing import Any

from app.sandbox.positions import Placed, place
from app.sandbox.table import Table


def set_fields(
    item: Any, values: Mapping[str, Any], attributes: Mapping[str, str], table: Table[Any] | None = None
) -> dict[str, Any]:
    """Set fields of an object by Trello's names for them; return what those that changed had been before.

    `attributes` says which attribute a field is kept in, where that has another name; `table` is the one
    that the object is in, needed where it is found by one of these fields.
    """
    kept = {name: attributes.get(name, name) for name in values}
    before = {name: getattr(item, kept[name]) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    for name in changed:
        if table is None:
            setattr(item, kept[name], values[name])
        else:
            table.update(item, **{kept[name]: values[name]})
    return {name: before[name] for name in changed}


def with_place(item: Placed, siblings: Iterable[Placed], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of an object that changes; `pos`, a `Position` among siblings, is a number then."""
    if "pos" not in values:
        return values
    others = (each for each in siblings if each is not item)
    return values | {"pos": place(others, values["pos"])}


def subscribe(item: Any, member_id: str, *, wanted: bool) -> None:
    """Let a member be told of what happens to a board, a list or a card, or no longer."""
    others = [each for each in item.subscriber_ids if each != member_id]
    item.subscriber_ids = [*others, member_id] if wanted else others
