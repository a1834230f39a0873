from datetime import UTC, datetime, timedelta

from app.sandbox.clock import Clock
from app.sandbox.models import BoardList
from tests.sandbox.asking import Asking

NEW_YEAR = datetime(2030, 1, 1, tzinfo=UTC)


def test_it_runs_with_the_machine_until_it_travels() -> None:
    clock = Clock()
    before = datetime.now(UTC)
    clock.travel(timedelta(days=2))

    assert clock.now() - before >= timedelta(days=2)
    clock.reset()
    assert clock.now() - before < timedelta(days=1)


def test_it_can_stand_still_and_travel_then() -> None:
    clock = Clock()
    clock.stop(NEW_YEAR)
    assert clock.now() == clock.now() == NEW_YEAR

    clock.travel(timedelta(hours=-1))
    assert clock.now() == NEW_YEAR - timedelta(hours=1)


async def test_what_is_made_is_made_at_its_time(plain: Asking, first: BoardList) -> None:
    plain.sandbox.clock.stop(NEW_YEAR)

    made = await plain.post("/cards", idList=first.id)

    assert int(made["id"][:8], 16) == NEW_YEAR.timestamp()
    assert made["dateLastActivity"] == "2030-01-01T00:00:00.000Z"
    assert (await plain.response("/members/me")).headers["x-server-time"] == "1893456000000"


async def test_a_reset_brings_it_back(plain: Asking) -> None:
    plain.sandbox.clock.stop(NEW_YEAR)

    plain.sandbox.reset()

    assert plain.sandbox.clock.now().year < NEW_YEAR.year
