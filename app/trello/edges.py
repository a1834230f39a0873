"""Edges without arguments that several modules speak of, by Trello's names."""

from typing import Final

from app.trello.needs import Edge, Needs

BOARD: Final = Edge("board")
CUSTOM_FIELD_ITEMS: Final = Edge("customFieldItems")
CUSTOM_FIELDS: Final = Edge("customFields")
LIST: Final = Edge("list")
MEMBER: Final = Edge("member")
MEMBERS: Final = Edge("members")
ORGANIZATION: Final = Edge("organization")


def wants_definitions(cards: Needs) -> bool:
    """Return whether cards need the definitions of their custom fields, which only boards have."""
    items = cards.edges.get(CUSTOM_FIELD_ITEMS)
    return items is not None and bool(items.edges)
