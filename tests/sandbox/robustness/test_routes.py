"""Whatever is asked, the offline Trello answers; it never fails by itself, and a refusal changes nothing."""

import asyncio
import os
import pickle
from http import HTTPStatus
from typing import Any, Final

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
from tests.sandbox.robustness.fitting import fitting
from tests.sandbox.robustness.known import ids, paths

EXAMPLES: Final = int(os.environ.get("OFFLINE_REQUESTS", "0"))
"""How many of each; 0 for as many as are good every day."""

WORLD: Final = pickle.dumps(furnished())
ADA: Final = Credentials(SANDBOX_API_KEY, SANDBOX_TOKEN)
ROUTES: Final = sorted(ROUTER.all, key=lambda route: (route.pattern, route.method))
REFUSED: Final = {
    HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}  # fmt: skip


KNOWN: Final = ids(pickle.loads(WORLD))  # noqa: S301  # made above
EVERYTHING: Final = {each for some in KNOWN.values() for each in some}
VALUES: Final = values(EVERYTHING)


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
    path = data.draw(paths(route, world), label="path")

    status, body = asked(
        world, Asked(route.method, path, "", anything(data, fitting(world, path), VALUES), ADA)
    )

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
