import asyncio

import pytest

from app.redis.shared import SharedRedis
from app.trello.budget.account import Account, Kind, Limit
from app.trello.budget.corrections import Corrections
from app.trello.budget.ledger import Ledger
from app.trello.budget.metrics import CORRECTED, REMAINING

SECONDS = 60


def headers(token: int, key: int = 300) -> dict[str, str]:
    return {"x-rate-limit-api-token-remaining": str(token), "x-rate-limit-api-key-remaining": str(key)}


def paid(*special: Kind) -> dict[Kind, Account]:
    limits = [Limit("token", 100, SECONDS), Limit("key", 300, SECONDS)]
    limits += [Limit(kind, 100, SECONDS) for kind in special]
    return {limit.kind: Account(limit, "somebody") for limit in limits}


class World:
    """A count that is this process's own, and what corrects it."""

    def __init__(self, processes: int = 1) -> None:
        self.ledger = Ledger(SharedRedis(None, ""), processes)
        self.corrections = Corrections(self.ledger)

    async def done(self) -> None:
        await asyncio.gather(*self.corrections._under_way)

    async def left(self, account: Account) -> int:
        return (await self.ledger.left(account)).units


async def test_less_than_we_count_is_adopted() -> None:
    world, accounts = World(), paid()
    await world.ledger.take(accounts["token"], 10)
    before = CORRECTED.labels("token")._value.get()

    world.corrections.learn(accounts, headers(30, 290))
    await world.done()

    assert await world.left(accounts["token"]) == 30
    assert await world.left(accounts["key"]) == 290
    assert CORRECTED.labels("token")._value.get() == before + 60
    assert (REMAINING.labels("token")._value.get(), REMAINING.labels("key")._value.get()) == (30, 290)


async def test_more_than_we_count_is_not_for_some_of_ours_are_under_way() -> None:
    world, accounts = World(), paid()
    await world.ledger.take(accounts["token"], 10)

    world.corrections.learn(accounts, headers(99))
    await world.done()

    assert await world.left(accounts["token"]) == 90


async def test_within_a_second_counts_are_compared_once() -> None:
    world, accounts = World(), paid()
    await world.ledger.take(accounts["token"], 1)

    world.corrections.learn(accounts, headers(50))
    world.corrections.learn(accounts, headers(20))
    await world.done()

    assert await world.left(accounts["token"]) == 50
    assert accounts["token"].told == 20

    accounts["token"].corrected_at -= 1
    world.corrections.learn(accounts, headers(20))
    await world.done()

    assert await world.left(accounts["token"]) == 20


@pytest.mark.parametrize(("told", "left"), [(40, 24), (10, 10)])
async def test_alone_a_process_adopts_what_is_less_than_its_part(told: int, left: int) -> None:
    world, accounts = World(processes=4), paid()
    await world.ledger.take(accounts["token"], 1)

    world.corrections.learn(accounts, headers(told))
    await world.done()

    assert await world.left(accounts["token"]) == left


async def test_answers_without_headers_teach_nothing() -> None:
    world, accounts = World(), paid()

    world.corrections.learn(accounts, {})

    assert not world.corrections._under_way
    assert accounts["token"].told is None


@pytest.mark.parametrize(
    ("special", "said", "closed"),
    [
        ((), headers(0), {"token"}),
        ((), headers(50, 0), {"key"}),
        ((), headers(0, 0), {"token", "key"}),
        (("members",), headers(50), {"members"}),
        (("members", "search"), headers(50), {"members", "search"}),
        (("members",), headers(0), {"token"}),
        ((), headers(50), {"token"}),
        ((), {}, {"token"}),
    ],
)
async def test_what_is_refused_is_closed_for_as_long_as_trello_says_and_used_up_for_all(
    special: tuple[Kind, ...], said: dict[str, str], closed: set[Kind]
) -> None:
    world, accounts = World(), paid(*special)
    now = asyncio.get_running_loop().time()

    world.corrections.learn(accounts, said)
    world.corrections.refused(accounts, 7)
    await world.done()

    assert {kind for kind, account in accounts.items() if account.closed_until >= now + 7} == closed
    assert {kind for kind, account in accounts.items() if await world.left(account) == 0} == closed


async def test_what_is_under_way_can_be_given_up() -> None:
    world, accounts = World(), paid()
    await world.ledger.take(accounts["token"], 1)
    world.corrections.learn(accounts, headers(50))

    world.corrections.close()

    with pytest.raises(asyncio.CancelledError):
        await world.done()

    assert await world.left(accounts["token"]) == 99
