"""The board with more cards than one answer of Trello holds: a year's backlog of a small product."""

from datetime import datetime, timedelta
from typing import Final

from app.sandbox.changes import card_members, cards, comments
from app.sandbox.dates import trello_time
from app.sandbox.models import Board, BoardList, Card, Label, Member, Organization
from app.sandbox.seed import steps
from app.sandbox.seed.builder import Builder

OPEN_CARDS: Final = 1200
ARCHIVED_CARDS: Final = 150

_LISTS: Final = ("Inbox", "Backlog", "Ready", "In progress", "In review", "Done")
_SHARES: Final = (0.12, 0.5, 0.1, 0.04, 0.03, 0.21)
_LABELS: Final = (
    ("Bug", "red"),
    ("Feature", "green"),
    ("Chore", "yellow"),
    ("Performance", "purple"),
    ("Accessibility", "sky"),
    ("Needs design", "pink"),
)
_DOINGS: Final = (
    "Cache", "Describe", "Explain", "Fix", "Localise", "Log", "Measure", "Merge", "Move", "Replace", "Retry",
    "Simplify", "Sort", "Split", "Test", "Validate",
)  # fmt: skip
_THINGS: Final = (
    "the harbour search", "the tide curve", "push messages", "the map tiles", "the logbook export",
    "time zones", "the settings page", "the sign-up form", "unit conversion", "the widget",
    "the weather import", "error pages", "the mooring list", "background jobs", "the admin view",
    "the offline store", "photo uploads", "the release script",
)  # fmt: skip
_CASES: Final = (
    "on slow networks", "for new members", "when the clock changes", "on small screens", "in Norwegian",
    "after a restart", "near the date line", "for screen readers", "with many boats", "during imports",
)  # fmt: skip
_REMARKS: Final = (
    "I can reproduce it on my phone.",
    "Let us keep this small: one case first, the rest later.",
    "Blocked until the new map tiles are out.",
    "Done on my branch, please have a look.",
    "Numbers from last week: 3 % of requests, mostly in the evening.",
    "Users ask for this about once a week.",
)


def add_backlog(build: Builder, people: list[Member], organization: Organization) -> None:
    """Add the board; its cards come in over the year before `build.now`, which is set to it again."""
    end = build.now
    build.now = end - timedelta(days=380)
    desc = "Everything that may once be built. Sorted on Mondays."
    board = build.board("Tidewater backlog", people, organization=organization, desc=desc)
    lists = [build.board_list(board, name, people[0]) for name in _LISTS]
    labels = [build.label(board, name, color) for name, color in _LABELS]
    titles = [f"{doing} {thing} {case}" for doing in _DOINGS for thing in _THINGS for case in _CASES]
    build.rng.shuffle(titles)
    start, total = build.now, OPEN_CARDS + ARCHIVED_CARDS
    for number, title in enumerate(titles[:total]):
        build.now = start + timedelta(days=370) * number / total
        card = _add_card(build, title, lists, labels, people)
        if number % (total // ARCHIVED_CARDS) == 0:
            build.wait(hours=3)
            cards.update(build.actor(people[0]), card, {"closed": True})
    _add_details(build, board, people, end)
    build.now = end


def _add_card(
    build: Builder, title: str, lists: list[BoardList], labels: list[Label], people: list[Member]
) -> Card:
    rng = build.rng
    chosen = tuple(rng.sample(labels, k=rng.choice((0, 1, 1, 2))))
    author = rng.choice(people)
    card = build.card(lists[0], title, author, labels=chosen)
    target = rng.choices(range(len(lists)), weights=_SHARES)[0]
    for place in dict.fromkeys((min(target, 1), *range(2, target + 1))):
        if place:
            build.wait(hours=rng.uniform(2, 30))
            cards.move(build.actor(rng.choice(people)), card, lists[place], "bottom")
    for member in rng.sample(people, k=rng.choice((0, 0, 1, 1, 2))):
        card_members.join(build.actor(author), card, member)
    for remark in rng.sample(_REMARKS, k=rng.choice((0, 0, 0, 1, 2))):
        build.wait(hours=rng.uniform(0.2, 5))
        comments.write(build.actor(rng.choice(people)), card, remark)
    return card


def _add_details(build: Builder, board: Board, people: list[Member], end: datetime) -> None:
    """Give some of the cards estimates and due dates, shortly before the end."""
    build.now = end - timedelta(days=2)
    points = steps.define(build, board, people[0], "Points", "number")
    found = [card for card in build.world.cards.by("board_id", board.id) if not card.closed]
    for card in build.rng.sample(found, k=len(found) // 8):
        build.wait(seconds=40)
        steps.fill_in(build, card, people[0], points, build.rng.choice(("1", "2", "3", "5", "8")))
    for card in build.rng.sample(found, k=len(found) // 12):
        build.wait(seconds=40)
        due = end + timedelta(days=build.rng.randint(-20, 60))
        cards.update(build.actor(people[0]), card, {"due": trello_time(due)})
