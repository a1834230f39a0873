import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.redis.shared import SharedRedis
from app.trello.budget import lane as module
from app.trello.budget.account import Account, Kind, Limit
from app.trello.budget.lane import Lane
from app.trello.budget.ledger import Ledger
from app.trello.budget.metrics import REFUSED
from app.trello.errors import OverBudget
from tests.waiting import until

ONE: dict[Kind, int] = {"token": 1}
LONG = 3600.0


def ledger() -> Ledger:
    """A count of this process's own."""
    return Ledger(SharedRedis(None, ""), processes=1)


def lane(amount: int, seconds: int = 1, *, processes: int = 1, count: Ledger | None = None) -> Lane:
    return Lane({"token": Account(Limit("token", amount, seconds), "somebody")}, count or ledger(), processes)


def in_seconds(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


@contextmanager
def refused(seconds: range, limit: str = "token") -> Iterator[None]:
    """Expect to be told to come again in so many seconds, and that it is counted."""
    before = REFUSED.labels(limit)._value.get()
    with pytest.raises(OverBudget) as error:
        yield
    assert error.value.limit == limit
    assert error.value.retry_after in seconds
    assert REFUSED.labels(limit)._value.get() == before + 1


async def test_whoever_finds_room_is_let_through() -> None:
    road = lane(2)

    await road.enter(ONE, in_seconds(0))
    await road.enter(ONE, in_seconds(0))

    assert road._usher is None


async def test_first_come_first_served() -> None:
    road = lane(2)
    order: list[int] = []

    async def drive(number: int) -> None:
        await road.enter(ONE, in_seconds(LONG))
        order.append(number)

    drivers = [asyncio.create_task(drive(number)) for number in range(4)]
    await drivers[1]
    drivers.append(asyncio.create_task(drive(4)))
    await asyncio.gather(*drivers)

    assert order == [0, 1, 2, 3, 4]


async def test_nobody_overtakes_a_batch_that_waits_for_more_room() -> None:
    road = lane(3)
    order: list[int] = []

    async def drive(number: int, units: int) -> None:
        await road.enter({"token": units}, in_seconds(LONG))
        order.append(number)

    await asyncio.gather(*(drive(number, units) for number, units in enumerate([2, 3, 1, 2])))

    assert order == [0, 1, 2, 3]


async def test_many_are_asked_for_at_once() -> None:
    count = ledger()
    taken: list[int] = []
    take = count.take

    async def watched(account: Account, units: int) -> bool:
        taken.append(units)
        return await take(account, units)

    count.take = watched  # type: ignore[method-assign]
    road = lane(50, count=count)

    await asyncio.gather(*(road.enter(ONE, in_seconds(LONG)) for _ in range(20)))

    assert taken == [20]


async def test_those_who_fit_go_though_not_all_fit() -> None:
    count = ledger()
    road = lane(10, 60, count=count)
    await count.take(road.accounts["token"], 7)

    outcomes = await asyncio.gather(
        *(road.enter(ONE, in_seconds(1)) for _ in range(5)), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [type(None)] * 3 + [OverBudget] * 2


async def test_where_room_is_short_each_process_takes_its_part() -> None:
    count = ledger()
    taken: list[int] = []
    take = count.take

    async def watched(account: Account, units: int) -> bool:
        taken.append(units)
        return await take(account, units)

    count.take = watched  # type: ignore[method-assign]
    road = lane(8, processes=4, count=count)
    road.accounts["token"].closed_until = in_seconds(0)

    await asyncio.gather(*(road.enter(ONE, in_seconds(LONG)) for _ in range(5)))

    assert taken == [2, 2, 1]


async def test_a_price_above_the_limit_is_all_of_it() -> None:
    count = ledger()
    road = lane(4, 60, count=count)

    await road.enter({"token": 10}, in_seconds(LONG))

    assert (await count.left(road.accounts["token"])).units == 0


async def test_alone_a_batch_makes_do_with_the_part_that_there_is() -> None:
    count = Ledger(SharedRedis(None, ""), processes=4)
    road = lane(20, 60, count=count)

    await road.enter({"token": 10}, in_seconds(1))

    assert (await count.left(road.accounts["token"]))[:2] == (0, 5)


async def test_whoever_cannot_wait_is_told_at_once_when_to_come_again() -> None:
    road = lane(1, 60)
    await road.enter(ONE, in_seconds(0))

    with refused(range(59, 61)):
        await road.enter(ONE, in_seconds(30))
    with refused(range(59, 61)):
        await road.enter(ONE, in_seconds(30))


async def test_whoever_has_too_many_ahead_is_told_at_once() -> None:
    road = lane(2, 60)
    await road.enter({"token": 2}, in_seconds(0))
    waiting = [asyncio.create_task(road.enter(ONE, in_seconds(LONG))) for _ in range(2)]
    await asyncio.sleep(0.01)

    with refused(range(119, 121)):
        await road.enter(ONE, in_seconds(100))

    road.close()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_those_who_wait_are_told_as_soon_as_their_turn_is_too_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LEAST_PAUSE_SECONDS", 0.01)
    count = ledger()
    road = lane(1, 60, count=count)
    account = road.accounts["token"]
    account.closed_until = in_seconds(0.1)
    waiting = asyncio.create_task(road.enter(ONE, in_seconds(1)))
    await asyncio.sleep(0)

    # Somebody else was quicker.
    await count.take(account, 1)

    with refused(range(59, 61)):
        await waiting
    assert road._usher is None


async def test_what_closes_for_longer_meanwhile_is_noticed() -> None:
    road = lane(1, 60)
    account = road.accounts["token"]
    account.close(in_seconds(0.05))
    waiting = asyncio.create_task(road.enter(ONE, in_seconds(1)))
    await asyncio.sleep(0)

    # Trello has refused what went another way.
    account.close(in_seconds(30))
    account.close(in_seconds(10))

    with refused(range(29, 31)):
        await waiting
    assert road._usher is None


@pytest.mark.parametrize("left", [0, 1, 2])
async def test_whoever_has_left_is_not_paid_for(left: int) -> None:
    count = ledger()
    road = lane(3, 60, count=count)
    road.accounts["token"].closed_until = in_seconds(0.05)
    waiting = [asyncio.create_task(road.enter(ONE, in_seconds(LONG))) for _ in range(3)]
    await asyncio.sleep(0)

    waiting[left].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)

    assert (await count.left(road.accounts["token"])).units == 1


async def test_nobody_is_behind_whoever_has_left() -> None:
    road = lane(2, 60)
    road.accounts["token"].closed_until = in_seconds(0.05)
    waiting = [asyncio.create_task(road.enter(ONE, in_seconds(LONG))) for _ in range(9)]
    await asyncio.sleep(0)
    for each in waiting:
        each.cancel()
    await asyncio.wait(waiting)

    await road.enter(ONE, in_seconds(10))


async def test_whoever_leaves_while_it_is_paid_is_let_go() -> None:
    count = ledger()
    take = count.take

    async def slow(account: Account, units: int) -> bool:
        waiting.cancel()
        await asyncio.sleep(0)
        return await take(account, units)

    count.take = slow  # type: ignore[method-assign]
    road = lane(2, count=count)
    waiting = asyncio.create_task(road.enter(ONE, in_seconds(LONG)))

    with pytest.raises(asyncio.CancelledError):
        await waiting
    await until(lambda: road._usher is None)


async def test_everybody_may_leave() -> None:
    road = lane(2, 60)
    road.accounts["token"].closed_until = in_seconds(0.05)
    waiting = asyncio.create_task(road.enter(ONE, in_seconds(LONG)))
    await asyncio.sleep(0)

    waiting.cancel()
    await until(lambda: road._usher is None)

    await road.enter({"token": 2}, in_seconds(LONG))


async def test_whoever_had_no_room_last_is_asked_first() -> None:
    count = ledger()
    token = Account(Limit("token", 10, 60), "somebody")
    key = Account(Limit("key", 1, 60), "something")
    road = Lane({"token": token, "key": key}, count, processes=1)
    both: dict[Kind, int] = {"token": 1, "key": 1}
    await road.enter(both, in_seconds(0))
    with refused(range(59, 61), "key"):
        await road.enter(both, in_seconds(1))
    assert (await count.left(token)).units == 8
    key.closed_until = in_seconds(0)

    with refused(range(59, 61), "key"):
        await road.enter(both, in_seconds(1))

    assert (await count.left(token)).units == 8


async def test_what_goes_wrong_is_told_to_everyone_who_waits() -> None:
    count = ledger()

    async def fail(_account: Account, _units: int) -> bool:
        raise ZeroDivisionError

    count.take = fail  # type: ignore[assignment]
    road = lane(2, count=count)

    outcomes = await asyncio.gather(
        *(road.enter(ONE, in_seconds(1)) for _ in range(2)), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 2
    assert road._usher is None


async def test_nobody_waits_where_it_is_closed() -> None:
    road = lane(1, 60)
    road.close()
    await road.enter(ONE, in_seconds(0))
    waiting = asyncio.create_task(road.enter(ONE, in_seconds(LONG)))
    await asyncio.sleep(0.01)

    road.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
