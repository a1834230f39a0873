import pytest

from app.sandbox.models import Card, CheckItem, Checklist
from tests.sandbox.asking import Asking


@pytest.fixture
def checklist(plain: Asking, card: Card) -> Checklist:
    """A checklist of the first card of the first plain board; of its two items one is done."""
    items = [
        CheckItem("a" * 24, "Look", 17341.0, "complete", "2026-05-01T00:00:00.000Z", 60, card.member_ids[1]),
        CheckItem("b" * 24, "Leap", 34521.0),
    ]
    return plain.world.checklists.add(Checklist("c" * 24, card.board_id, card.id, "Steps", 16384.0, items))
