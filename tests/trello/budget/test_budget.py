import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from app.redis.shared import SharedRedis
from app.settings.budget import BudgetSettings
from app.trello.budget import budget as module
from app.trello.budget.budget import Budget
from app.trello.credentials import Credentials
from app.trello.errors import NotFound, OverBudget, RateLimited
from app.trello.fingerprint import Fingerprints
from app.trello.request import Request
from tests.trello.upstream import (
    API_KEY,
    CREDENTIALS,
    TOKEN,
    Answer,
    Upstream,
    answer,
    hang_up,
    text,
    upstream,
)
from tests.waiting import until

BOARD = Request.of("boards", "b")
MEMBER = Request.of("members", "me")
SOMEBODY_ELSE = Credentials(SecretStr(API_KEY), SecretStr("another token"))
FINGERPRINTS = Fingerprints(SecretStr("key"))


def in_seconds(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


def at_most(
    per_token: int = 100, per_key: int = 300, special: int = 100, **settings: object
) -> BudgetSettings:
    return BudgetSettings.model_validate(
        {"per_token": per_token, "per_key": per_key, "per_special_route": special, "seconds": 60, **settings}
    )


@asynccontextmanager
async def world(
    settings: BudgetSettings, *answers: Answer, redis: SharedRedis | None = None
) -> AsyncIterator[Upstream]:
    """A Trello, and a client of it that keeps to a budget."""
    budget = Budget(settings, redis or SharedRedis(None, ""), FINGERPRINTS.of)
    async with upstream(*(answers or (answer([]),)), budget=budget) as trello:
        yield trello
    budget.close()


async def ask(trello: Upstream, request: Request = BOARD, credentials: Credentials = CREDENTIALS) -> object:
    return await trello.client.get(request, credentials, in_seconds(20))


async def test_what_trello_would_refuse_is_not_sent() -> None:
    async with world(at_most(per_token=2)) as trello:
        await ask(trello)
        await ask(trello)

        with pytest.raises(OverBudget) as error:
            await ask(trello)

        assert (error.value.limit, error.value.retry_after) == ("token", 61)
        assert (len(trello.seen), trello.slept) == (2, [])


async def test_each_token_has_its_own_and_the_key_is_everybodys() -> None:
    async with world(at_most(per_token=2, per_key=3)) as trello:
        await ask(trello)
        await ask(trello)
        await ask(trello, credentials=SOMEBODY_ELSE)

        with pytest.raises(OverBudget) as error:
            await ask(trello, credentials=SOMEBODY_ELSE)

        assert error.value.limit == "key"
        assert len(trello.seen) == 3


async def test_routes_with_limits_of_their_own_leave_the_others_open() -> None:
    async with world(at_most(special=1)) as trello:
        await ask(trello, MEMBER)
        with pytest.raises(OverBudget) as error:
            await ask(trello, MEMBER)
        await ask(trello, Request.of("search"))
        await ask(trello, BOARD)

        assert (error.value.limit, error.value.retry_after) == ("members", 901)
        assert len(trello.seen) == 3


async def test_every_attempt_is_paid() -> None:
    async with world(at_most(per_token=3), text("", 503), answer([])) as trello:
        await ask(trello)
        await ask(trello)

        with pytest.raises(OverBudget):
            await ask(trello)

        assert len(trello.seen) == 3


async def test_an_attempt_without_room_is_the_last() -> None:
    async with world(at_most(per_token=1), text("", 503)) as trello:
        with pytest.raises(OverBudget):
            await ask(trello)

        assert (len(trello.seen), trello.slept) == (1, [0.5])


async def test_a_wait_beyond_the_longest_is_not_begun_even_without_a_deadline() -> None:
    async with world(at_most(per_token=1, longest_wait_seconds=30)) as trello:
        await trello.client.get(BOARD, CREDENTIALS)

        with pytest.raises(OverBudget):
            await trello.client.get(BOARD, CREDENTIALS)


async def test_a_batch_costs_as_many_as_it_has_urls() -> None:
    async with world(at_most(per_token=3), answer([{"200": {}}] * 2)) as trello:
        await trello.client.batch([BOARD, MEMBER], CREDENTIALS, in_seconds(20))

        with pytest.raises(OverBudget):
            await trello.client.batch([BOARD, MEMBER], CREDENTIALS, in_seconds(20))

        assert len(trello.seen) == 1


async def test_what_is_used_up_by_itself_is_left_out_of_a_batch() -> None:
    other = Request.of("members", "you")
    async with world(at_most(special=1), answer({}), answer([{"200": {"id": "b"}}])) as trello:
        await ask(trello, MEMBER)

        first, second, third = await trello.client.batch([MEMBER, BOARD, other], CREDENTIALS, in_seconds(20))

        assert [type(first), second, type(third)] == [OverBudget, {"id": "b"}, OverBudget]
        assert trello.paths[1:] == ["/1/batch?urls=%2Fboards%2Fb"]


async def test_what_is_left_out_of_a_batch_is_told_though_the_rest_fails() -> None:
    async with world(at_most(special=1), answer({}), text("no", 404)) as trello:
        await ask(trello, MEMBER)

        answers = await trello.client.batch([MEMBER, BOARD], CREDENTIALS, in_seconds(20))

        assert [type(each) for each in answers] == [OverBudget, NotFound]


async def test_a_batch_of_nothing_else_is_not_sent() -> None:
    async with world(at_most(special=1)) as trello:
        await ask(trello, MEMBER)

        with pytest.raises(OverBudget):
            await trello.client.batch([MEMBER, Request.of("members", "you")], CREDENTIALS, in_seconds(20))

        assert len(trello.seen) == 1


async def test_when_trello_refuses_nevertheless_nobody_asks_until_it_will_not() -> None:
    refusal = answer({"error": "API_TOKEN_LIMIT_EXCEEDED"}, 429, Retry_After="30")
    async with world(at_most(), refusal, answer([])) as trello:
        with pytest.raises(RateLimited) as refused:
            await ask(trello)
        with pytest.raises(OverBudget) as held_back:
            await ask(trello)
        await ask(trello, credentials=SOMEBODY_ELSE)

        assert (type(refused.value), refused.value.retry_after) == (RateLimited, 30)
        assert (held_back.value.limit, held_back.value.retry_after) == ("token", 30)
        assert len(trello.seen) == 2


async def test_what_trello_says_of_its_count_is_believed() -> None:
    async with world(at_most(), answer([], x_rate_limit_api_token_remaining="0")) as trello:
        await ask(trello)
        await asyncio.sleep(0.05)

        with pytest.raises(OverBudget):
            await ask(trello)

        assert len(trello.seen) == 1


async def test_connection_lost_is_a_failure_like_any_other() -> None:
    async with world(at_most(per_token=5), hang_up, answer([])) as trello:
        assert await ask(trello) == []


async def test_processes_share_a_budget_and_redis_sees_no_credentials(shared_redis: SharedRedis) -> None:
    settings = at_most(per_token=2)
    async with world(settings, redis=shared_redis) as one, world(settings, redis=shared_redis) as other:
        await ask(one)
        await ask(other)
        with pytest.raises(OverBudget):
            await ask(one)

    names = await shared_redis.ask(lambda client: client.keys(f"{shared_redis.prefix}*"))
    assert len(names) == 2
    assert not [name for name in names if API_KEY.encode() in name or TOKEN.encode() in name]


async def test_only_so_many_accounts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ACCOUNTS_REMEMBERED", 3)
    budget = Budget(at_most(), SharedRedis(None, ""), FINGERPRINTS.of)
    for token in ("a", "b", "a", "c"):
        await budget.admit([BOARD], Credentials(SecretStr("key"), SecretStr(token)), None)

    owners = {owner for kind, owner in budget._accounts if kind == "token"}
    assert len(budget._accounts) == 3
    assert owners == {FINGERPRINTS.of(Credentials(SecretStr("key"), SecretStr(t))).token for t in ("a", "c")}
    assert not budget._lanes


async def test_no_lane_is_left_behind_by_whoever_has_left() -> None:
    budget = Budget(at_most(per_token=1, seconds=1), SharedRedis(None, ""), FINGERPRINTS.of)
    await budget.admit([BOARD], CREDENTIALS, None)
    waiting = asyncio.create_task(budget.admit([BOARD], CREDENTIALS, None))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait([waiting])
    del waiting

    await until(lambda: not budget._lanes)


async def test_whoever_waits_when_it_closes_is_let_go() -> None:
    budget = Budget(at_most(per_token=1, seconds=5), SharedRedis(None, ""), FINGERPRINTS.of)
    await budget.admit([BOARD], CREDENTIALS, None)
    waiting = asyncio.create_task(budget.admit([BOARD], CREDENTIALS, None))
    await asyncio.sleep(0.01)

    budget.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
