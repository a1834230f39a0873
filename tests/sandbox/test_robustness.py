"""Whatever is asked, the offline Trello answers; it never fails by itself."""

import asyncio
from urllib.parse import quote

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.auth import Credentials
from app.sandbox.dispatch import Asked, answer, received
from app.sandbox.errors import Refusal
from app.sandbox.params import Params
from app.sandbox.router import ROUTER
from app.sandbox.sandbox import Sandbox
from app.sandbox.seed import plain_world
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN

WORLD = plain_world(boards=1, lists=2, cards=2)
SANDBOX = Sandbox(WORLD, Switches(), lambda: WORLD, Callbacks(()))
ADA = Credentials(SANDBOX_API_KEY, SANDBOX_TOKEN)
PATTERNS = sorted(route.pattern for route in ROUTER.all if route.method == "GET")
BOARD, CARD = next(iter(WORLD.boards)), next(iter(WORLD.cards))
KNOWN = [
    *(BOARD.id, BOARD.short_link, CARD.id, CARD.short_link, CARD.list_id, *CARD.label_ids, *CARD.member_ids),
    *(next(iter(WORLD.actions)).id, next(iter(WORLD.organizations)).id, SANDBOX_TOKEN, "0" * 24),
    *("me", "ada", "plain", "all", "open", "none", "name", "badges"),
]
NAMES = [
    "fields",
    "filter",
    "limit",
    "before",
    "since",
    "page",
    "sort",
    "actions",
    "actions_limit",
    "action_fields",
    "cards",
    "card_fields",
    "lists",
    "list_fields",
    "members",
    "member_fields",
    "memberships",
    "memberships_member",
    "labels",
    "labels_limit",
    "checklists",
    "checkItems",
    "customFields",
    "organization",
    "organization_memberships",
    "attachments",
    "board",
    "list",
    "boards",
    "organizations",
    "boardStars",
    "tokens",
    "format",
    "idModels",
    "display",
    "entities",
    "query",
    "modelTypes",
    "idBoards",
    "cards_limit",
    "cards_page",
    "partial",
    "urls",
    "webhooks",
]
VALUES = [
    "true",
    "false",
    "visible",
    "cover",
    "-1",
    "0",
    "1",
    "1000",
    "1001",
    "1e3",
    "commentCard",
    "updateCard:idList",
    "2026-01-05",
    "count",
    "id,name,all",
    "9999-12-31T23:59:59Z",
    "board:1",
    "-#bug",
    "@me",
    "is:open",
    "/boards/x,/members/me?fields=all",
    "/batch?urls=/batch",
]

values = st.one_of(st.sampled_from([*KNOWN, *VALUES]), st.text(max_size=20))
paths = st.one_of(
    st.tuples(st.sampled_from(PATTERNS), st.lists(st.one_of(st.sampled_from(KNOWN), st.text()), min_size=3)),
    st.tuples(st.text(max_size=30), st.just([""])),
)
anything = settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def filled(pattern: str, refs: list[str]) -> str:
    """Return a path with its placeholders replaced, encoded as a good client does it."""
    segments = pattern.strip("/").split("/")
    left = iter(refs)
    return "/1/" + "/".join(
        quote(next(left, "x"), safe="") if each.startswith("{") else quote(each, safe="") for each in segments
    )


def status(asked: Asked) -> int:
    """Return the status of the answer."""
    try:
        body = orjson.dumps(asyncio.run(answer(SANDBOX, asked, received(SANDBOX, asked))))
    except Refusal as refusal:
        return refusal.status
    return 200 if body[:1] in {b"{", b"["} else 500


@anything
@given(paths, st.dictionaries(st.sampled_from(NAMES), values, max_size=6))
def test_every_read_is_answered_or_refused(path: tuple[str, list[str]], params: dict[str, str]) -> None:
    assert status(Asked("GET", filled(*path), "", Params(params), ADA)) in {200, 400, 401, 404}


@anything
@given(st.text(), st.dictionaries(st.sampled_from(["key", "token"]), st.text(max_size=70)))
def test_no_credentials_break_it(method: str, carried: dict[str, str]) -> None:
    who = Credentials(carried.get("key"), carried.get("token"))

    assert status(Asked(method, "/1/members/me", "", Params(carried), who)) in {401, 404}
