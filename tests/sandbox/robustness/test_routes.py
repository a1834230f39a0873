"""Whatever is asked, the offline Trello answers; it never fails by itself, and a refusal changes nothing."""

import asyncio
import os
import pickle
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.auth import Credentials
from app.sandbox.dispatch import Asked, answer, received
from app.sandbox.errors import Refusal
from app.sandbox.files import File
from app.sandbox.params import Params
from app.sandbox.router import ROUTER
from app.sandbox.routing import Route
from app.sandbox.sandbox import Sandbox
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.furnished import furnished
from tests.sandbox.robustness.anything import anything, values

EXAMPLES: Final = int(os.environ.get("OFFLINE_REQUESTS", "0"))
"""How many of each; 0 for as many as are good every day."""

WORLD: Final = pickle.dumps(furnished())
ADA: Final = Credentials(SANDBOX_API_KEY, SANDBOX_TOKEN)
ROUTES: Final = sorted(ROUTER.all, key=lambda route: (route.pattern, route.method))
REFUSED: Final = {
    HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}  # fmt: skip


def ids(world: World) -> dict[str, list[str]]:
    """Return ids and names by the placeholders that they can stand for."""
    items = [item.id for each in world.checklists for item in each.items]
    return {
        "action": [each.id for each in world.actions][-5:],
        "attachment": [each.id for each in world.attachments],
        "board": [each.id for each in world.boards] + [each.short_link for each in world.boards],
        "card": [each.id for each in world.cards] + [each.short_link for each in world.cards],
        "checkItem": items,
        "checklist": [each.id for each in world.checklists],
        "customField": [each.id for each in world.custom_fields],
        "label": [each.id for each in world.labels],
        "list": [each.id for each in world.lists],
        "member": ["me", "grace", *(each.id for each in world.members)],
        "membership": [each.id for board in world.boards for each in board.memberships],
        "option": [option.id for each in world.custom_fields for option in each.options],
        "organization": [each.id for each in world.organizations],
        "star": [each.id for each in world.board_stars],
        "token": [SANDBOX_TOKEN],
        "webhook": [each.id for each in world.webhooks],
    }


def apt(known: Mapping[str, list[str]]) -> dict[str, Sequence[Any]]:
    """Return values by the names of parameters that take them."""
    colors, truths = ("red", "green_dark", "null"), ("true", "false", True)
    places, times = ("top", "bottom", "3.5", 70000), ("2026-03-01T10:00:00Z", "null", None)
    everything = [each for some in known.values() for each in some]
    return {
        **dict.fromkeys(
            ("name", "text", "desc", "description", "displayName", "fullName", "query"), ("Card", "x y")
        ),
        **dict.fromkeys(("closed", "subscribed", "dueComplete", "active", "checked", "defaultLists"), truths),
        **dict.fromkeys(("idBoard", "idBoardSource", "idModel"), known["board"]),
        **dict.fromkeys(("idMember", "idMembers"), known["member"][2:]),
        **dict.fromkeys(("due", "start"), times),
        "value": (*everything, *colors, *truths, *places, *times, {"text": "New"}, "x"),
        "idList": known["list"],
        "idListSource": known["list"],
        "idCard": known["card"],
        "idCardSource": known["card"],
        "idLabels": known["label"],
        "idChecklist": known["checklist"],
        "idChecklistSource": known["checklist"],
        "idOrganization": known["organization"],
        "idValue": known["option"],
        "pos": places,
        "color": colors,
        "state": ("complete", "incomplete"),
        "type": ("admin", "normal", "observer", "text", "list", "checkbox"),
        "modelType": ("board",),
        "email": ("new@example.com", "grace@example.com"),
        "url": ("https://example.com/",),
        "callbackURL": ("http://127.0.0.1:9/",),
        "customFieldItems": ([{"idCustomField": each, "value": None} for each in known["customField"][:2]],),
    }


KNOWN: Final = ids(pickle.loads(WORLD))  # noqa: S301  # made above
EVERYTHING: Final = {each for some in KNOWN.values() for each in some}
VALUES: Final = values(EVERYTHING)
APT: Final = apt(KNOWN)
FIELDS: Final = (
    "name",
    "closed",
    "value",
    "pos",
    "idList",
    "idBoard",
    "due",
    "state",
    "cover",
    "all",
    "open",
)


@st.composite
def paths(draw: st.DrawFn, route: Route) -> str:
    """Draw a path to a route, mostly one of something that is there, encoded as a good client does it."""
    segments = []
    for each in route.segments:
        if not each.startswith("{"):
            segments.append(each)
            continue
        known = KNOWN.get(each[1:-1], FIELDS)
        segments.append(draw(st.sampled_from(known) if draw(st.integers(0, 7)) else st.text()))
    return "/1/" + "/".join(quote(each, safe="") for each in segments)


def asked(world: World, request: Asked) -> tuple[int, Any]:
    """Return status and JSON of the answer."""
    sandbox = Sandbox(world, Switches(), lambda: world, Callbacks(()))
    try:
        value = asyncio.run(answer(sandbox, request, received(sandbox, request)))
    except Refusal as refusal:
        return refusal.status, refusal.message
    return 200, value if isinstance(value, File) else orjson.loads(orjson.dumps(value))


@settings(max_examples=EXAMPLES or 1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ROUTES), st.data())
def test_every_route_answers_or_refuses_and_a_refusal_changes_nothing(
    route: Route, data: st.DataObject
) -> None:
    world, before = pickle.loads(WORLD), pickle.loads(WORLD)  # noqa: S301  # made above
    path = data.draw(paths(route), label="path")

    status, body = asked(world, Asked(route.method, path, "", anything(data, VALUES, APT), ADA))

    if status != HTTPStatus.OK:
        assert status in REFUSED
        assert body
    if status != HTTPStatus.OK or route.method == "GET":
        assert world == before


@settings(max_examples=EXAMPLES or 300, deadline=None)
@given(
    st.text(), st.text(max_size=30), st.dictionaries(st.sampled_from(["key", "token"]), st.text(max_size=70))
)
def test_no_address_and_no_credentials_break_it(method: str, path: str, carried: dict[str, str]) -> None:
    who = Credentials(carried.get("key"), carried.get("token"))

    status, _ = asked(pickle.loads(WORLD), Asked(method, f"/1/{path}", "", Params(carried), who))  # noqa: S301

    assert status in {401, 404}
