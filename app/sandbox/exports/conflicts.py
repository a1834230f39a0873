"""Ids that two boards claim, as a copied export has them; an object belongs to one board only."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from app.sandbox.exports.format import BoardExport
from app.sandbox.exports.reading import ExportError
from app.sandbox.store import World

Claim: TypeAlias = tuple[str, str]
"""What something is, in a word, and its id."""


def refuse_conflicts(world: World, exports: Sequence[tuple[Path | str, BoardExport]]) -> None:
    """Raise `ExportError` for the first export that has something of another board, be it new or there."""
    claimed: dict[Claim, str] = {}
    for name, export in exports:
        claims = dict.fromkeys(_claims(export))
        for kind, item_id in claims:
            owner = claimed.get((kind, item_id)) or _owner(world, export, kind, item_id)
            if owner:
                reason = f"has the {kind} {item_id} of another board ({owner})"
                raise ExportError(name, f"{reason}: name one of them, or change the ids")
        claimed |= dict.fromkeys(claims, f"in {name}")


def _claims(export: BoardExport) -> Iterator[Claim]:
    """Yield everything that the board claims for itself; it may say so more than once."""
    yield from _each("list", (part.id for part in export.lists))
    yield from _each("list", (card.id_list for card in export.cards))
    yield from _each("label", (part.id for part in export.labels))
    yield from _each("card", (card.id for card in export.cards))
    yield from _each("checklist", (part.id for part in export.checklists))
    yield from _each("custom field", (part.id for part in export.custom_fields))
    for card in export.cards:
        yield from _each("label", (part.id for part in card.labels))
        yield from _each("checklist", (part.id for part in card.checklists))


def _each(kind: str, ids: Iterable[str | None]) -> Iterator[Claim]:
    return ((kind, each) for each in ids if each)


def _owner(world: World, export: BoardExport, kind: str, item_id: str) -> str | None:
    tables: dict[str, Any] = {
        "list": world.lists,
        "label": world.labels,
        "card": world.cards,
        "checklist": world.checklists,
        "custom field": world.custom_fields,
    }
    item = tables[kind].get(item_id)
    return None if item is None or item.board_id == export.id else f"{item.board_id}, which is there already"
