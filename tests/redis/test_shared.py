from collections.abc import Awaitable

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.exceptions import ResponseError
from structlog.testing import capture_logs

from app.redis import shared as module
from app.redis.shared import FAILURES, RedisAway, SharedRedis, open_redis
from app.settings.redis import RedisSettings

NOWHERE = RedisSettings(url=SecretStr("redis://:hunter2@127.0.0.1:9/0"), prefix="test:")


def _write(redis: SharedRedis) -> Awaitable[object]:
    return redis.ask(lambda client: client.set(f"{redis.prefix}key", "value"))


async def test_what_one_process_writes_another_reads(redis_settings: RedisSettings) -> None:
    async with open_redis(redis_settings) as one, open_redis(redis_settings) as another:
        await _write(one)

        assert await another.ask(lambda client: client.get(f"{another.prefix}key")) == b"value"


async def test_without_a_url_redis_is_always_away() -> None:
    async with open_redis(RedisSettings()) as redis:
        with pytest.raises(RedisAway):
            await _write(redis)


async def test_a_redis_that_does_not_answer_is_counted_and_logged_without_its_password() -> None:
    before = FAILURES._value.get()

    with capture_logs() as logs:
        async with open_redis(NOWHERE) as redis:
            with pytest.raises(RedisAway):
                await _write(redis)

    assert FAILURES._value.get() == before + 1
    assert logs == [{"event": "redis is away", "error": "ConnectionError", "log_level": "warning"}]


async def test_after_a_failure_redis_is_left_alone_for_a_while(
    shared_redis: SharedRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(module, "monotonic", lambda: now)

    async def fail(_client: Redis) -> None:
        raise ResponseError("LOADING")

    with pytest.raises(RedisAway):
        await shared_redis.ask(fail)
    now += module.PAUSE_SECONDS - 0.1
    with pytest.raises(RedisAway):
        await _write(shared_redis)
    now += 0.1

    assert await _write(shared_redis) is True
