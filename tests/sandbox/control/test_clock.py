from typing import Any

import pytest

from app.sandbox.models import Board
from tests.sandbox.asking import Asking

NEW_YEAR = "2030-01-01T00:00:00.000Z"


async def go(plain: Asking, body: Any) -> tuple[int, Any]:
    response = await plain.client.put("/_control/clock", json=body)
    return response.status, await response.json()


async def test_time_goes_somewhere_and_stands_still(plain: Asking, board: Board) -> None:
    assert await go(plain, {"at": NEW_YEAR, "stopped": True}) == (200, {"now": NEW_YEAR, "stopped": True})

    await plain.put(f"/boards/{board.id}", name="Renamed")

    assert (await plain.get(f"/boards/{board.id}", fields="all"))["dateLastActivity"] == NEW_YEAR
    assert (await (await plain.client.get("/_control")).json())["clock"] == {"now": NEW_YEAR, "stopped": True}


async def test_it_travels_by_seconds(plain: Asking) -> None:
    await go(plain, {"at": NEW_YEAR, "stopped": True})

    assert (await go(plain, {"travel": 3600}))[1]["now"] == "2030-01-01T01:00:00.000Z"
    assert (await go(plain, {"travel": -7200.5}))[1]["now"] == "2029-12-31T22:59:59.500Z"
    assert (await go(plain, {"at": "2031-01-01 00:00:00 UTC", "travel": 1}))[1] == {
        "now": "2031-01-01T00:00:01.000Z",
        "stopped": True,
    }


async def test_it_runs_on_from_there(plain: Asking) -> None:
    await go(plain, {"at": NEW_YEAR, "stopped": True})

    _, clock = await go(plain, {"stopped": False})

    assert clock["stopped"] is False
    assert NEW_YEAR <= clock["now"] < "2030-01-01T00:10:00.000Z"
    _, clock = await go(plain, {"travel": 86400})
    assert "2030-01-02" <= clock["now"] < "2030-01-02T00:10:00.000Z"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ([], "Send a JSON object with at, travel or stopped."),
        ({"at": "tomorrow"}, "at: Value error, write a time as 2026-01-31T09:30:00Z"),
        ({"at": 5}, "at: Value error, write a time as 2026-01-31T09:30:00Z"),
        ({"travel": "far"}, "travel: Input should be a valid number, unable to parse string as a number"),
        ({"travel": 1e11}, "travel: Input should be less than or equal to 10000000000"),
        ({"travel": 1e10}, "Time goes from 1970 to 2105 here."),
        ({"travel": -1e10}, "Time goes from 1970 to 2105 here."),
        ({"at": "9999-12-31T00:00:00Z", "travel": 1e10}, "Time goes from 1970 to 2105 here."),
        ({"now": 1}, "now: Extra inputs are not permitted"),
    ],
)
async def test_where_it_cannot_go_is_told(plain: Asking, body: Any, reason: str) -> None:
    before = plain.sandbox.clock.is_stopped

    status, answer = await go(plain, body)

    assert status == 400
    assert answer["error"].rstrip("0.") == reason.rstrip("0.")
    assert plain.sandbox.clock.is_stopped is before


async def test_a_token_that_expires_can_be_waited_for(plain: Asking) -> None:
    for token in plain.world.tokens:
        token.date_expires = NEW_YEAR
    await plain.get("/members/me")

    await go(plain, {"at": NEW_YEAR})

    assert await plain.refusal("/members/me") == (401, "expired token")
