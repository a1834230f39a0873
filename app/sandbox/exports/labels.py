"""The labels of an export, which older ones know only by colour and name."""

from collections.abc import Iterator

from app.sandbox.exports.format import BoardExport, CardPart, LabelPart
from app.sandbox.exports.missing import derived_id
from app.sandbox.models import Label


def board_labels(export: BoardExport) -> dict[str, Label]:
    """Return all labels by id: those of the board, else those that were named, and those only cards have."""
    found: dict[str, Label] = {}
    for part in _all_parts(export):
        label_id = label_id_of(export, part)
        found.setdefault(label_id, Label(label_id, export.id, part.name, part.color))
    return found


def card_labels(export: BoardExport, card: CardPart, known: dict[str, Label]) -> list[str]:
    """Return the ids of a card's labels, each once."""
    ids = [*card.id_labels, *(label_id_of(export, part) for part in card.labels)]
    return [each for each in dict.fromkeys(ids) if each in known]


def label_id_of(export: BoardExport, part: LabelPart) -> str:
    """Return a label's id; without one, labels of the same colour and name are the same."""
    return part.id or derived_id(export.id, "label", part.color, part.name)


def _all_parts(export: BoardExport) -> Iterator[LabelPart]:
    yield from export.labels
    if not export.labels and not any(part.id for card in export.cards for part in card.labels):
        for color, name in export.label_names.items():
            if name:
                yield LabelPart(color=color, name=name)
    for card in export.cards:
        yield from card.labels
