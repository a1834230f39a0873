import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from limits import RateLimitItemPerSecond

from app.gateway.client_address import CLIENT_ADDRESS
from app.gateway.errors import RateLimited
from app.gateway.limits import rate
from app.gateway.limits.rate import DECISIONS, LOCAL, LOCAL_DECISIONS, Caller, RateLimiter, by_address
from app.redis.shared import SharedRedis, open_redis
from app.settings.rate_limits import RateLimitSettings
from app.settings.redis import RedisSettings
from tests.processes import running

AWAY = SharedRedis(None, "test:")


def request_of(address: str) -> web.Request:
    request = make_mocked_request("POST", "/graphql")
    request[CLIENT_ADDRESS] = address
    return request


def limiter(redis: SharedRedis, **settings: Any) -> RateLimiter:
    return RateLimiter(lambda: redis, RateLimitSettings(**settings))


async def refusal_of(limiter: RateLimiter, address: str = "192.0.2.1") -> RateLimited:
    with pytest.raises(RateLimited) as refused:
        await limiter.admit(request_of(address))
    return refused.value


@pytest.fixture(params=["redis", "embedded", "process"])
async def redis(request: pytest.FixtureRequest, redis_settings: RedisSettings) -> AsyncIterator[SharedRedis]:
    """Everything that counts: Redis, what `make run` starts in its place, and the process alone."""
    if request.param == "redis":
        async with open_redis(redis_settings) as shared:
            yield shared
    elif request.param == "process":
        yield AWAY
    else:
        async with running("app.embedded.redis", {"EMBEDDED_REDIS_PORT": "0"}) as process:
            port = (await process.event("listening"))["port"]
            settings = RedisSettings.model_validate(
                {"url": f"redis://127.0.0.1:{port}/0", "prefix": "test:", "timeout_seconds": 5}
            )
            async with open_redis(settings) as shared:
                yield shared


async def test_as_many_as_the_limit_are_let_through_and_no_more(redis: SharedRedis) -> None:
    limit = limiter(redis, per_address=5)
    for _ in range(5):
        await limit.admit(request_of("192.0.2.1"))
    for _ in range(2):
        error = await refusal_of(limit)
        wait = error.extensions["retryAfter"]
        assert 1 <= wait <= 60
        assert str(error).startswith(
            f"Too many operations: at most 5 may begin in a minute. Wait {wait} second"
        )
    await limit.admit(request_of("192.0.2.2"))


async def test_of_operations_that_begin_at_once_no_more_are_let_through(redis: SharedRedis) -> None:
    limit = limiter(redis, per_address=5)
    outcomes = await asyncio.gather(
        *(limit.admit(request_of("192.0.2.1")) for _ in range(20)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 5
    assert all(outcome is None or isinstance(outcome, RateLimited) for outcome in outcomes)


async def test_there_is_room_again_after_the_wait(
    redis: SharedRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "RateLimitItemPerMinute", RateLimitItemPerSecond)
    limit = limiter(redis, per_address=1)
    await limit.admit(request_of("192.0.2.1"))
    assert (await refusal_of(limit)).extensions["retryAfter"] in {1, 2}
    while True:
        with suppress(RateLimited):
            await limit.admit(request_of("192.0.2.1"))
            break
        await asyncio.sleep(0.2)


async def test_processes_count_together(redis_settings: RedisSettings) -> None:
    async with open_redis(redis_settings) as one, open_redis(redis_settings) as another:
        await limiter(one, per_address=1).admit(request_of("192.0.2.1"))
        await refusal_of(limiter(another, per_address=1))
        assert LOCAL._value.get() == 0


async def test_every_key_begins_with_the_prefix_and_is_forgotten(redis_settings: RedisSettings) -> None:
    async with open_redis(redis_settings) as redis:
        await limiter(redis, per_address=1).admit(request_of("192.0.2.1"))

        async def keys(client: Any) -> list[tuple[bytes, int]]:
            return [
                (key, await client.ttl(key))
                async for key in client.scan_iter(f"{redis.prefix}rate*", count=1000)
            ]

        ((key, ttl),) = await redis.ask(keys)
        assert b"192.0.2.1" in key
        assert 0 < ttl <= 120


async def test_while_redis_is_away_the_process_counts_alone_and_says_so() -> None:
    before = LOCAL_DECISIONS._value.get()
    limit = limiter(AWAY, per_address=1)
    await limit.admit(request_of("192.0.2.1"))
    await refusal_of(limit)
    assert LOCAL._value.get() == 1
    assert LOCAL_DECISIONS._value.get() == before + 2


async def test_redis_that_comes_back_counts_again(shared_redis: SharedRedis) -> None:
    current = AWAY
    limit = RateLimiter(lambda: current, RateLimitSettings(per_address=1))
    await limit.admit(request_of("192.0.2.1"))
    current = shared_redis
    await limit.admit(request_of("192.0.2.1"))
    assert LOCAL._value.get() == 0
    await refusal_of(limit)


async def test_decisions_are_counted() -> None:
    def counted(decision: str) -> float:
        return float(DECISIONS.labels("address", decision)._value.get())

    before = counted("admitted"), counted("refused")
    limit = limiter(AWAY, per_address=2)
    for _ in range(2):
        await limit.admit(request_of("192.0.2.1"))
    await refusal_of(limit)
    assert (counted("admitted"), counted("refused")) == (before[0] + 2, before[1] + 1)


async def test_a_limit_of_0_is_none() -> None:
    limit = limiter(AWAY, per_address=0)
    for _ in range(100):
        await limit.admit(request_of("192.0.2.1"))


async def test_a_request_without_address_is_nobodys() -> None:
    limit = limiter(AWAY, per_address=1)
    for _ in range(10):
        await limit.admit(request_of(""))


async def test_one_household_has_one_count_though_it_has_many_addresses() -> None:
    limit = limiter(AWAY, per_address=1)
    await limit.admit(request_of("2001:db8::1"))
    await refusal_of(limit, "2001:db8::ffff:2")
    await limit.admit(request_of("2001:db8:0:1::1"))


async def test_everyone_of_several_callers_must_have_room() -> None:
    def callers(request: web.Request) -> Iterable[Caller]:
        yield from by_address(request)
        yield Caller("viewer", "ada")

    limit = RateLimiter(lambda: AWAY, RateLimitSettings(per_address=2, per_viewer=3), callers)
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        await limit.admit(request_of(address))
    assert "at most 2" in str(await refusal_of(limit))
    assert "at most 3" in str(await refusal_of(limit, "192.0.2.3"))
