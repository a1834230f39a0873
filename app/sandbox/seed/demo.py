"""The demo workspace: a small team that builds an app for sailors and lives in the same town."""

from datetime import UTC, datetime, timedelta
from typing import Final

from app.sandbox.changes import attachments, board_stars, boards, card_members, cards, comments
from app.sandbox.dates import trello_time
from app.sandbox.models import Board, Card, CustomField, Label, Member, Organization
from app.sandbox.seed import steps
from app.sandbox.seed.backlog import add_backlog
from app.sandbox.seed.boards import PLANS, Plan
from app.sandbox.seed.builder import Builder
from app.sandbox.seed.people import ADA, OTHERS, application
from app.sandbox.store import World

SEED: Final = 20261121
_FOUNDED: Final = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
_NOW: Final = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
_COVER_COLORS: Final = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
_COMMENTS: Final = (
    "I will take this one.",
    "Can we talk about it on Monday?",
    "Looks good to me.",
    "The first half is done, see the checklist.",
    "Moved here because it no longer waits for anything.",
)
_STEPS: Final = ("Find out what is there", "Agree on what we want", "Do it", "Tell those who asked")
_STARRED: Final = ("Roadmap", "Support desk", "Community garden")


def demo_world() -> World:
    """Return the world; it is the same every time."""
    build = Builder(SEED, _FOUNDED)
    people = {name: build.member(name, full_name, bio) for name, full_name, bio in (ADA, *OTHERS)}
    application(build, list(people.values()))
    organization = build.organization(
        "lighthouse",
        "Lighthouse Collective",
        list(people.values()),
        "We build Tidewater, and look after our street.",
        "https://lighthouse.example.com",
    )
    for number, plan in enumerate(PLANS):
        build.now = _FOUNDED + timedelta(days=9 * (number + 1))
        board = _add_board(build, plan, [people[name] for name in plan.people], organization)
        if plan.name in _STARRED:
            board_stars.add(build.actor(people["ada"]), board, "bottom")
    build.now = _NOW
    add_backlog(build, [people[name] for name in ("ada", "grace", "katherine", "alan")], organization)
    return build.world


def _add_board(build: Builder, plan: Plan, people: list[Member], organization: Organization) -> Board:
    board = build.board(
        plan.name,
        people,
        organization=organization,
        desc=plan.desc,
        permission_level=plan.permission_level,
        prefs={"background": plan.background},
    )
    labels = [build.label(board, name, color) for name, color in plan.labels]
    fields = _fields(build, board, people[0])
    lists = [(build.board_list(board, name, people[0]), titles) for name, titles in plan.lists]
    for where, titles in lists:
        for name in titles:
            build.wait(days=build.rng.uniform(2, 20))
            build.now = min(build.now, _NOW - timedelta(days=1))
            card = build.card(where, name, build.rng.choice(people))
            _furnish(build, card, people, labels, fields)
    if plan.closed:
        boards.update(build.actor(people[0]), board, {"closed": True})
    return board


def _fields(build: Builder, board: Board, by: Member) -> list[tuple[CustomField, tuple[str, ...]]]:
    """Add one custom field of each type; return them with values to choose from."""
    sizes = ("Small", "Medium", "Large")
    return [
        (steps.define(build, board, by, "Asked by", "text"), ("Harbour master", "A sailor", "The street")),
        (steps.define(build, board, by, "Hours", "number"), ("2", "5.5", "13")),
        (steps.define(build, board, by, "Decided on", "date"), ("2026-10-05T09:00:00.000Z",)),
        (steps.define(build, board, by, "Paid for", "checkbox"), ("true",)),
        (steps.define(build, board, by, "Size", "list", options=sizes), sizes),
    ]


def _furnish(
    build: Builder,
    card: Card,
    people: list[Member],
    labels: list[Label],
    fields: list[tuple[CustomField, tuple[str, ...]]],
) -> None:
    """Give a card what cards have after a while, some of it by chance."""
    rng = build.rng
    card.desc = f"{card.name}: what we know so far.\n\n- why it matters\n- what is left to find out"
    card.label_ids = [label.id for label in rng.sample(labels, k=rng.choice((0, 1, 2)))]
    for member in rng.sample(people, k=rng.randint(1, min(2, len(people)))):
        card_members.join(build.actor(people[0]), card, member)
    for text in rng.sample(_COMMENTS, k=rng.randint(0, 3)):
        build.wait(minutes=rng.randint(5, 300))
        comments.write(build.actor(rng.choice(people)), card, text)
    if build.chance(0.5):
        done = rng.randint(0, len(_STEPS))
        steps.check_off(build, card, people[0], "Steps", items=_STEPS, done=done)
    if build.chance(0.4):
        url = f"https://notes.example.com/{card.short_link}"
        attachments.link(build.actor(people[0]), card, url, "Notes")
    if build.chance(0.3):
        due = build.now + timedelta(days=rng.randint(5, 90))
        dates = {"due": trello_time(due), "dueComplete": due < _NOW}
        cards.update(build.actor(people[0]), card, dates)
    if build.chance(0.2):
        card.cover = {"color": rng.choice(_COVER_COLORS), "size": "normal", "brightness": "light"}
    for field, values in rng.sample(fields, k=rng.randint(0, 3)):
        steps.fill_in(build, card, people[0], field, rng.choice(values))
    card.voter_ids = [member.id for member in rng.sample(people, k=rng.choice((0, 0, 1)))]
