from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr

from app.contracts.api_token import new_token
from app.gateway.errors import InvalidToken, Unauthenticated, UpstreamUnavailable
from app.gateway.event_channel import EventChannel
from app.gateway.redis import SharedRedis
from app.gateway.viewer.viewer import Viewer
from app.gateway.viewer.viewers import VIEWER, Viewers, callers_by_viewer, open_viewers
from app.gateway.websocket.admission import INIT_PAYLOAD
from app.settings.redis import RedisSettings
from app.settings.viewer import ViewerSettings
from tests.gateway.viewer.asked import Backend, active, event

TOKEN = new_token()


@pytest.fixture
def backend() -> Backend:
    return Backend()


@pytest.fixture
def channel() -> EventChannel:
    opened = EventChannel(RedisSettings())
    opened.is_up = True
    return opened


@pytest.fixture
async def viewers(backend: Backend, channel: EventChannel) -> AsyncIterator[Viewers]:
    async with open_viewers(
        backend.introspect, SharedRedis(None, ""), channel, ViewerSettings(), SecretStr("key")
    ) as opened:
        yield opened


def showing(token: str) -> web.Request:
    return make_mocked_request("POST", "/graphql", {"Authorization": f"Bearer {token}"})


async def test_a_token_tells_who_asks(backend: Backend, viewers: Viewers) -> None:
    backend.answer = active(entity=3, groups=("a", "b"), admin=True, trello_linked=True)

    viewer = await viewers.of(showing(TOKEN))

    assert viewer == Viewer(
        tenant="https://one.example",
        account="account-3",
        entity=3,
        token_id="7",
        groups=("a", "b"),
        is_admin=True,
        is_linked=True,
        token=SecretStr(TOKEN),
    )
    assert TOKEN not in repr(viewer)


async def test_the_payload_that_began_a_connection_tells_it_as_well(viewers: Viewers) -> None:
    request = make_mocked_request("GET", "/graphql")
    request[INIT_PAYLOAD] = {"authorization": f"Bearer {TOKEN}"}

    assert (await viewers.of(request)).account == "account-1"


@pytest.mark.parametrize("token", ["abc", TOKEN[:-1], f"{TOKEN}x", TOKEN.swapcase(), "a.b.c"], ids=range(5))
async def test_a_token_that_cannot_be_one_is_refused_without_a_question(
    backend: Backend, viewers: Viewers, token: str
) -> None:
    with pytest.raises(InvalidToken, match=r"\AThis is no API token"):
        await viewers.of(showing(token))
    assert backend.asked == 0


async def test_a_token_that_may_not_be_used_is_refused_with_a_challenge(
    backend: Backend, viewers: Viewers
) -> None:
    backend.revoke()

    with pytest.raises(InvalidToken, match="unknown, has expired or is revoked") as caught:
        await viewers.of(showing(TOKEN))
    assert caught.value.code == Unauthenticated.code
    assert caught.value.challenge == 'Bearer error="invalid_token"'


async def test_an_event_that_is_heard_ends_what_is_known(
    backend: Backend, viewers: Viewers, channel: EventChannel
) -> None:
    await viewers.of(showing(TOKEN))
    backend.revoke()

    channel._take({"type": "message", "data": event().model_dump_json().encode()})

    with pytest.raises(InvalidToken):
        await viewers.of(showing(TOKEN))


async def test_a_backend_that_is_away_is_told_from_a_bad_token(backend: Backend, viewers: Viewers) -> None:
    backend.is_away = True

    with pytest.raises(UpstreamUnavailable, match=r"cannot be found out now .* Try again later\."):
        await viewers.of(showing(TOKEN))


async def test_requests_count_together_whichever_token_of_an_entity_they_show(viewers: Viewers) -> None:
    requests = [showing(TOKEN), showing(new_token())]
    for request in requests:
        request[VIEWER] = await viewers.of(request)

    assert [tuple(callers_by_viewer(request)) for request in requests] == [(("viewer", "1"),)] * 2
    assert tuple(callers_by_viewer(make_mocked_request("GET", "/graphql"))) == ()
