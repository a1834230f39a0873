"""A small world with something of everything."""

from datetime import UTC, datetime
from typing import Final

from app.sandbox.changes import attachments, board_stars, comments
from app.sandbox.models import FieldType, Webhook
from app.sandbox.seed import steps
from app.sandbox.seed.builder import Builder
from app.sandbox.seed.people import ADA, OTHERS, application
from app.sandbox.store import World
from app.settings.trello import SANDBOX_API_KEY

PEOPLE: Final = ("ada", "grace", "katherine", "margaret", "radia")
"""Who has a token. The third only watches the first board, the fourth is on no board but their own, and the
fifth does not even belong to the workspace."""
_FIELDS: Final[tuple[tuple[FieldType, tuple[str, ...]], ...]] = (
    ("text", ()),
    ("number", ()),
    ("date", ()),
    ("checkbox", ()),
    ("list", ("One", "Two")),
)


def furnished() -> World:
    """Return a world of three boards: full, empty and of others."""
    build = Builder(seed=2, start=datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    ada, grace, katherine, margaret, radia = people = [build.member(*each) for each in (ADA, *OTHERS[:4])]
    application(build, people)
    organization = build.organization("workspace", "Workspace", people[:4])
    build.organization("elsewhere", "Elsewhere", [radia])
    board = build.board("Full", [ada, grace, katherine], organization=organization)
    board.memberships[2].member_type = "observer"
    labels = (build.label(board, "Bug", "red"), build.label(board, "", None))
    lists = [build.board_list(board, name, ada) for name in ("To do", "Done")]
    fields = [steps.define(build, board, ada, kind, kind, options=options) for kind, options in _FIELDS]
    for number in range(4):
        build.wait(minutes=1)
        card = build.card(lists[number // 2], f"Card {number}", ada, people=(ada, grace), labels=labels[:1])
        comments.write(build.actor(grace), card, "Seen.")
        attachments.link(build.actor(grace), card, "https://example.com/", "Link")
        steps.check_off(build, card, ada, "Steps", items=("One", "Two"), done=1)
        for field, value in zip(fields, ("x", "1.5", "2026-02-01T09:00:00.000Z", "true", "Two"), strict=True):
            steps.fill_in(build, card, ada, field, value)
    empty = build.board("Empty", [grace, ada], organization=organization, permission_level="private")
    build.board_list(empty, "Nothing", grace)
    others = build.board("Others'", [margaret], organization=organization, permission_level="private")
    build.card(build.board_list(others, "Secret", margaret), "Hidden", margaret)
    board_stars.add(build.actor(ada), board, "bottom")
    token = build.world.tokens.by("member_id", ada.id)[0]
    build.world.webhooks.add(
        Webhook(build.new_id(), token.id, SANDBOX_API_KEY, board.id, "http://127.0.0.1:9/", active=False)
    )
    return build.world
