"""A world of a size that a test names, where every board looks the same."""

from datetime import UTC, datetime
from typing import Final

from app.sandbox.changes import comments
from app.sandbox.seed.builder import Builder
from app.sandbox.seed.people import ADA, OTHERS, application
from app.sandbox.store import World

_START: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def plain_world(boards: int = 10, lists: int = 3, cards: int = 5) -> World:
    """Return a world where `ada` is on so many open boards of so many open lists of so many open cards each.

    Every card has two members, two labels and a comment.
    """
    build = Builder(seed=1, start=_START)
    ada, grace = build.member(*ADA), build.member(*OTHERS[0])
    application(build, [ada, grace])
    organization = build.organization("plain", "Plain", [ada, grace])
    for board_number in range(1, boards + 1):
        board = build.board(f"Board {board_number}", [ada, grace], organization=organization)
        labels = (build.label(board, "Bug", "red"), build.label(board, "Idea", "green"))
        for list_number in range(1, lists + 1):
            where = build.board_list(board, f"List {list_number}", ada)
            for card_number in range(1, cards + 1):
                build.wait(minutes=1)
                card = build.card(where, f"Card {card_number}", ada, people=(ada, grace), labels=labels)
                comments.write(build.actor(grace), card, "Seen.")
    return build.world
