import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from math import inf

import pytest
from pydantic import SecretStr

from app.redis.shared import SharedRedis, open_redis
from app.settings.redis import RedisSettings
from app.trello.budget.account import Account, Limit
from app.trello.budget.ledger import Ledger
from app.trello.budget.metrics import ALONE

LIMIT = Limit("token", 100, 60)
NOWHERE = RedisSettings(url=SecretStr("redis://127.0.0.1:9/0"), prefix="test:")


def account(told: int | None = None) -> Account:
    return Account(LIMIT, "somebody", told=told, told_at=asyncio.get_running_loop().time())


@pytest.fixture
async def ledgers(redis_settings: RedisSettings) -> AsyncIterator[tuple[Ledger, Ledger]]:
    """Two processes' worth."""
    async with open_redis(redis_settings) as one, open_redis(redis_settings) as other:
        yield Ledger(one, processes=4), Ledger(other, processes=4)


@pytest.fixture
async def away() -> AsyncIterator[Ledger]:
    async with open_redis(NOWHERE) as redis:
        yield Ledger(redis, processes=4)


async def test_what_one_process_takes_another_does_not_have(ledgers: tuple[Ledger, Ledger]) -> None:
    one, other = ledgers

    assert await one.take(account(), 60)
    assert not await other.take(account(), 41)
    assert await other.take(account(), 40)

    left = await one.left(account())
    assert (left.units, left.of) == (0, 100)
    assert 0 < left.seconds <= 60


async def test_all_or_nothing_is_taken(ledgers: tuple[Ledger, Ledger]) -> None:
    one, _ = ledgers
    await one.take(account(), 99)

    assert not await one.take(account(), 2)

    assert (await one.left(account())).units == 1


async def test_owners_and_limits_are_counted_apart(ledgers: tuple[Ledger, Ledger]) -> None:
    one, _ = ledgers
    await one.take(account(), 100)

    assert await one.take(Account(LIMIT, "somebody else"), 100)
    assert await one.take(Account(Limit("search", 100, 60), "somebody"), 100)


@pytest.mark.parametrize(("units", "left"), [(0, 10), (7, 3), (10, 0), (11, 0), (1000, 0)])
async def test_what_is_used_already_is_counted_though_there_be_no_room(
    ledgers: tuple[Ledger, Ledger], units: int, left: int
) -> None:
    one, _ = ledgers
    await one.take(account(), 90)

    await one.note(account(), units)

    assert (await one.left(account())).units == left


async def test_alone_a_process_has_its_part(away: Ledger) -> None:
    mine = account()

    assert await away.take(mine, 25)
    assert not await away.take(mine, 1)

    assert (await away.left(mine))[:2] == (0, 25)
    assert ALONE._value.get() == 1


@pytest.mark.parametrize(("told", "part"), [(100, 25), (43, 10), (3, 0), (0, 0), (900, 25)])
async def test_alone_a_process_has_its_part_of_what_trello_said_was_left(
    away: Ledger, told: int, part: int
) -> None:
    assert (await away.left(account(told)))[:2] == (part, 25)


async def test_what_trello_said_before_the_window_began_says_nothing(away: Ledger) -> None:
    mine = account(told=0)
    mine.told_at -= LIMIT.seconds + 1

    assert (await away.left(mine)).units == 25


async def test_alone_the_smallest_part_is_one(away: Ledger) -> None:
    assert await away.take(Account(Limit("token", 2, 60), "somebody"), 1)


async def test_what_a_process_took_alone_is_told_once_redis_is_back(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with AsyncExitStack() as stack:
        redis, other = [await stack.enter_async_context(open_redis(redis_settings)) for _ in range(2)]
        mine = account(told=80)
        ledger = Ledger(redis, processes=4)
        monkeypatch.setattr(redis, "_left_alone_until", inf)
        assert await ledger.take(mine, 5)
        assert (await ledger.left(mine)).units == 15

        monkeypatch.setattr(redis, "_left_alone_until", 0.0)
        assert (await ledger.left(mine)).units == 95
        assert ALONE._value.get() == 0
        # Told once, and not what was set aside for others.
        assert await ledger.take(mine, 1)

        assert (await Ledger(other, processes=4).left(account())).units == 94


async def test_what_was_set_aside_is_forgotten_with_its_window(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("token", 100, 1)
    async with open_redis(redis_settings) as redis:
        mine = Account(limit, "somebody", told=0, told_at=asyncio.get_running_loop().time())
        ledger = Ledger(redis, processes=4)
        monkeypatch.setattr(redis, "_left_alone_until", inf)
        assert not await ledger.take(mine, 1)
        while not await ledger.take(mine, 4):  # noqa: ASYNC110  # nobody tells when a window ends
            await asyncio.sleep(0.05)

        monkeypatch.setattr(redis, "_left_alone_until", 0.0)

        assert (await ledger.left(mine)).units == 96


async def test_redis_that_is_tried_again_in_vain_changes_nothing(
    away: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = account(told=80)
    assert await away.take(mine, 5)
    monkeypatch.setattr(away._redis, "_left_alone_until", 0.0)
    mine.told = 0

    assert (await away.left(mine)).units == 15


async def test_keys_begin_with_the_prefix_and_say_what_is_counted(shared_redis: SharedRedis) -> None:
    await Ledger(shared_redis, processes=4).take(account(), 1)

    keys = await shared_redis.ask(lambda client: client.keys(f"{shared_redis.prefix}*"))

    assert keys == [f"{shared_redis.prefix}budget:token/somebody/100/60/second".encode()]
