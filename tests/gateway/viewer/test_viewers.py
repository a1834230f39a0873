import asyncio
from collections.abc import AsyncIterator
from time import time

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.contracts.api_token import new_token
from app.gateway.errors import InvalidToken, Unauthenticated, UpstreamUnavailable
from app.gateway.event_channel import EventChannel
from app.gateway.viewer import viewers as module
from app.gateway.viewer.viewer import Viewer
from app.gateway.viewer.viewers import VIEWER, Viewers, callers_by_viewer, open_viewers
from app.gateway.websocket.admission import INIT_PAYLOAD
from app.redis.shared import SharedRedis
from app.settings.redis import RedisSettings
from app.settings.viewer import ViewerSettings
from tests.gateway.viewer.asked import Backend, active, event
from tests.gateway.viewer.issuer import serving
from tests.waiting import until

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
    backend.answer = active(entity=3, groups=("a", "b"), admin=True, trello_linked=True, exp=9_999_999_999)

    viewer = await viewers.of(showing(TOKEN))

    assert viewer == Viewer(
        tenant="https://one.example",
        account="account-3",
        entity=3,
        token_id="7",
        groups=("a", "b"),
        is_admin=True,
        is_linked=True,
        expires=9_999_999_999,
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


async def test_an_access_token_is_checked_once_and_then_asked_for_like_ours(
    backend: Backend, channel: EventChannel
) -> None:
    shared = SharedRedis(None, "")
    async with (
        serving() as issuer,
        open_viewers(
            backend.introspect,
            shared,
            channel,
            ViewerSettings(),
            SecretStr("key"),
            issuers=[issuer.configured],
        ) as viewers,
    ):
        for _ in range(2):
            token = issuer.token(jti="same", iat=1, exp=9_999_999_999)
            assert (await viewers.of(showing(token.get_secret_value()))).account == "account-1"
        assert (len(issuer.asked), backend.asked) == (2, 1)

        with pytest.raises(InvalidToken, match="has expired: get a new one"):
            await viewers.of(showing(issuer.token(exp=1).get_secret_value()))
        with pytest.raises(InvalidToken, match=r"\AThis is no API token"):
            await viewers.of(showing("abc"))
        assert backend.asked == 1

        backend.revoke()
        with pytest.raises(InvalidToken, match="The token is unknown"):
            await viewers.of(showing(issuer.token().get_secret_value()))


async def test_an_issuer_that_is_away_is_told_from_a_bad_token(
    backend: Backend, channel: EventChannel
) -> None:
    async with serving() as issuer:
        away = issuer.configured
    shared = SharedRedis(None, "")
    async with open_viewers(
        backend.introspect, shared, channel, ViewerSettings(), SecretStr("key"), issuers=[away]
    ) as viewers:
        with capture_logs(), pytest.raises(UpstreamUnavailable):
            await viewers.of(showing(issuer.token().get_secret_value()))
    assert backend.asked == 0


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


@pytest.fixture
async def opened(viewers: Viewers) -> web.Request:
    """A request that has opened a connection."""
    request = showing(TOKEN)
    request[VIEWER] = await viewers.of(request)
    return request


async def looked_at_once(viewers: Viewers) -> None:
    await until(lambda: bool(viewers._verdicts._news))


async def test_a_connection_is_watched_until_its_token_is_revoked(
    backend: Backend, viewers: Viewers, channel: EventChannel, opened: web.Request
) -> None:
    watching = asyncio.create_task(viewers.watch(opened))
    await looked_at_once(viewers)

    channel._take({"type": "message", "data": event(entity=2, seq=1).model_dump_json().encode()})
    channel._take({"type": "message", "data": event(seq=2).model_dump_json().encode()})
    await until(lambda: backend.asked == 2)
    assert not watching.done()
    backend.revoke()
    channel._take({"type": "message", "data": event(seq=3).model_dump_json().encode()})

    with pytest.raises(InvalidToken):
        await watching
    assert viewers._verdicts._news == {}


async def test_events_that_were_missed_have_a_connection_looked_at(
    backend: Backend, viewers: Viewers, channel: EventChannel, opened: web.Request
) -> None:
    watching = asyncio.create_task(viewers.watch(opened))
    await looked_at_once(viewers)
    backend.revoke()

    channel._take({"type": "subscribe"})

    with pytest.raises(InvalidToken):
        await watching


async def test_several_connections_of_one_entity_are_watched(
    backend: Backend, viewers: Viewers, channel: EventChannel, opened: web.Request
) -> None:
    leaving, *staying = (asyncio.create_task(viewers.watch(opened)) for _ in range(3))
    await until(lambda: len(viewers._verdicts._news.get(1, ())) == 3)
    leaving.cancel()
    await asyncio.wait([leaving])
    backend.revoke()

    channel._take({"type": "message", "data": event().model_dump_json().encode()})

    for each in staying:
        with pytest.raises(InvalidToken):
            await each


async def test_a_connection_ends_when_its_token_expires(
    backend: Backend, viewers: Viewers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEAST_SECONDS", 0.01)
    backend.answer = active(exp=int(time()) - 1)
    request = showing(TOKEN)
    request[VIEWER] = await viewers.of(request)
    watching = asyncio.create_task(viewers.watch(request))
    # The backend's clock is behind; it decides.
    await until(lambda: backend.asked == 4)

    backend.revoke()

    with pytest.raises(InvalidToken):
        await watching


async def test_a_backend_that_is_away_ends_no_connection(
    backend: Backend, viewers: Viewers, opened: web.Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WATCH_SECONDS", 0.01)
    viewers._verdicts.missed()
    backend.is_away = True
    watching = asyncio.create_task(viewers.watch(opened))
    await until(lambda: backend.asked == 4)
    assert not watching.done()

    backend.is_away = False
    backend.revoke()

    with pytest.raises(InvalidToken):
        await watching
