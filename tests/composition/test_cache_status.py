from collections import Counter

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from app.composition.cache_status import TALLY, Tallies, cache_status, mount_cache_status
from app.trello.tally import Status, Tally


@pytest.mark.parametrize(
    ("statuses", "value"),
    [
        ({"hit": 2, "negative": 1}, 'objects; hit; detail="hit=2 negative=1"'),
        ({"stale": 1}, 'objects; hit; detail="stale=1"'),
        ({"miss": 2, "hit": 1}, 'objects; fwd=partial; detail="hit=1 miss=2"'),
        ({"miss": 1, "shared": 1}, 'objects; fwd=miss; detail="miss=1 shared=1"'),
        ({"shared": 1}, 'objects; fwd=miss; collapsed; detail="shared=1"'),
        ({"shared": 1, "hit": 1}, 'objects; fwd=partial; collapsed; detail="hit=1 shared=1"'),
    ],
)
def test_a_response_says_what_it_was_made_of(statuses: dict[Status, int], value: str) -> None:
    assert cache_status(Tally(Counter(statuses))) == value


async def respond(tally: Tally | None, cache_control: str, **headers: str) -> dict[str, str]:
    """Return the headers of a response that was made of what is counted."""

    async def answer(request: web.Request) -> web.Response:
        if tally:
            request[TALLY] = tally
        return web.Response(headers={"Cache-Control": cache_control})

    app = web.Application()
    mount_cache_status(app)
    app.router.add_get("/", answer)
    async with TestClient(TestServer(app)) as client:
        return dict((await client.get("/", headers=headers)).headers)


def tally(left: float) -> Tally:
    counted = Tally()
    counted.note("hit", left)
    counted.note("miss")
    return counted


async def test_it_says_so_only_to_whoever_asks() -> None:
    told = await respond(tally(10), "no-store", **{"Cache-Status": "report"})

    assert told["Cache-Status"] == 'objects; fwd=partial; detail="hit=1 miss=1"'
    assert "Cache-Status" not in await respond(tally(10), "no-store")
    for nothing in (None, Tally()):
        assert "Cache-Status" not in await respond(nothing, "no-store", **{"Cache-Status": "report"})


@pytest.mark.parametrize(
    ("given", "left", "kept"),
    [
        ("max-age=10, private", 6.9, "max-age=7, private"),
        ("max-age=10, private", -1.0, "max-age=0, private"),
        ("max-age=10, private", 10.1, "max-age=10, private"),
        ("no-store", 1.0, "no-store"),
    ],
)
async def test_it_may_be_kept_no_longer_than_what_it_was_made_of(given: str, left: float, kept: str) -> None:
    assert (await respond(tally(left), given))["Cache-Control"] == kept


def test_what_an_answer_is_made_of_is_what_was_read_for_its_request() -> None:
    first, later = make_mocked_request("POST", "/"), make_mocked_request("POST", "/")
    first[TALLY] = Tally(Counter({"miss": 2, "hit": 1}), left_until=20.0, fresh_until=10.0)
    fresh_until, made_of = Tallies(lambda: True).of(first)
    Tallies(lambda: True).recall(later, made_of)

    assert fresh_until == 10
    assert later[TALLY] == Tally(Counter({"hit": 3}), left_until=20.0, fresh_until=10.0)


@pytest.mark.parametrize(
    ("read", "is_heard"), [(None, True), (Tally(), True), (Tally(Counter({"hit": 1}), 20.0, 10.0), False)]
)
def test_nothing_is_fresh_that_is_not_known(read: Tally | None, is_heard: bool) -> None:  # a row of a table
    request = make_mocked_request("POST", "/")
    if read:
        request[TALLY] = read

    assert Tallies(lambda: is_heard).of(request)[0] == 0
