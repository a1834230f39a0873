"""What hangs on the cards of an export: checklists, attachments, values of custom fields."""

from collections.abc import Iterator

from app.sandbox.dates import created_at, trello_time
from app.sandbox.exports.format import BoardExport, CardPart, ChecklistPart
from app.sandbox.exports.missing import positions
from app.sandbox.models import Attachment, CheckItem, Checklist, CustomFieldItem
from app.sandbox.store import World


def add_card_parts(world: World, export: BoardExport) -> None:
    """Add them all; the cards are there already."""
    _add_checklists(world, export)
    for card in export.cards:
        _add_attachments(world, card)
        for part in card.custom_field_items:
            if part.value is not None or part.id_value is not None:
                world.custom_field_items.add(
                    CustomFieldItem(part.id, card.id, part.id_custom_field, part.value, part.id_value)
                )


def _add_checklists(world: World, export: BoardExport) -> None:
    found = [(card_id, part) for card_id, part in _checklists(export) if card_id in world.cards]
    places = positions([part.pos for _, part in found])
    for (card_id, part), pos in zip(found, places, strict=True):
        item_places = positions([item.pos for item in part.check_items])
        items = [
            CheckItem(item.id, item.name, place, item.state, item.due, item.due_reminder, item.id_member)
            for item, place in zip(part.check_items, item_places, strict=True)
        ]
        world.checklists.add(Checklist(part.id, export.id, card_id, part.name, pos, items))


def _checklists(export: BoardExport) -> Iterator[tuple[str, ChecklistPart]]:
    """Yield checklists with the ids of their cards, which either of the two may know."""
    owners = {each: card.id for card in export.cards for each in card.id_checklists}
    for part in export.checklists:
        yield part.id_card or owners.get(part.id, ""), part
    for card in export.cards:
        yield from ((card.id, part) for part in card.checklists)


def _add_attachments(world: World, card: CardPart) -> None:
    places = positions([part.pos for part in card.attachments])
    for part, pos in zip(card.attachments, places, strict=True):
        world.attachments.add(
            Attachment(
                part.id,
                card.id,
                part.name or part.url,
                part.url,
                part.date or trello_time(created_at(part.id)),
                pos,
                part.id_member,
                part.bytes,
                part.mime_type,
                part.is_upload,
                part.edge_color,
                [dict(each) for each in part.previews],
                part.file_name,
            )
        )
