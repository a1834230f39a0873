import asyncio
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from redis import Redis
from structlog.testing import capture_logs

from app.backend.accounts.lockout.attempts import Suspect
from app.backend.accounts.lockout.failures import Failures
from app.settings.lockouts import LockoutSettings
from app.settings.redis import RedisSettings
from tests.services import redis_of_a_test

ADDRESS = Suspect("token", "address", "192.0.2.1", "address:192.0.2.1")
ACCOUNT = Suspect("password", "account", "0f" * 32, "user:1")
LIMITS = LockoutSettings(per_address=3, per_account=2, seconds=60)


@pytest.fixture
def redis() -> Iterator[RedisSettings]:
    with asyncio.Runner() as runner:
        opened = redis_of_a_test()
        yield runner.run(opened.__aenter__())
        runner.run(opened.__aexit__(None, None, None))


def counted(failures: Failures, suspect: Suspect, times: int) -> list[bool]:
    return [failures.count(suspect) for _ in range(times)]


def test_the_last_failure_that_is_allowed_locks_out() -> None:
    failures = Failures(LIMITS, RedisSettings())

    assert failures.wait(ADDRESS) == 0
    assert counted(failures, ADDRESS, 2) == [False, False]
    assert failures.wait(ADDRESS) == 0
    assert counted(failures, ADDRESS, 2) == [True, False]
    assert 0 < failures.wait(ADDRESS) <= 60


def test_each_suspect_is_counted_by_itself() -> None:
    failures = Failures(LIMITS, RedisSettings())

    assert counted(failures, ACCOUNT, 2) == [False, True]

    other_kind = Suspect("service secret", "address", ADDRESS.key, ADDRESS.shown)
    counted(failures, ADDRESS, 3)
    assert failures.wait(ADDRESS) > 0
    assert failures.wait(other_kind) == 0


def test_nobody_is_locked_out_where_nothing_is_counted() -> None:
    failures = Failures(LockoutSettings(per_address=0, per_account=0), RedisSettings())

    assert counted(failures, ADDRESS, 100) + counted(failures, ACCOUNT, 100) == [False] * 200
    assert failures.wait(ADDRESS) == failures.wait(ACCOUNT) == 0


def test_processes_count_together_and_each_learns_from_a_failure_of_its_own(redis: RedisSettings) -> None:
    one, two = Failures(LIMITS, redis), Failures(LIMITS, redis)

    assert [one.count(ADDRESS), two.count(ADDRESS), one.count(ADDRESS)] == [False, False, True]
    assert one.wait(ADDRESS) > 0
    assert two.wait(ADDRESS) == 0

    assert two.count(ADDRESS) is False
    assert two.wait(ADDRESS) > 0


def test_nothing_that_somebody_typed_is_in_redis(redis: RedisSettings) -> None:
    Failures(LIMITS, redis).count(ACCOUNT)

    assert redis.url
    with Redis.from_url(redis.url.get_secret_value()) as client:
        (key,) = client.keys(f"{redis.prefix}*")
        assert key.decode() == f"{redis.prefix}lockout:LIMITER/password/account/{ACCOUNT.key}/2/60/second"
        assert 0 < client.ttl(key) <= 60


def test_without_redis_each_process_counts_for_itself() -> None:
    away = RedisSettings(url=SecretStr("redis://:hunter2@127.0.0.1:9/0"))
    failures = Failures(LIMITS, away)

    with capture_logs() as logged:
        assert counted(failures, ADDRESS, 3) == [False, False, True]

    assert failures.wait(ADDRESS) > 0
    assert [each["event"] for each in logged] == ["failures are counted here alone"]
    assert "hunter2" not in str(logged)


def test_a_lock_out_that_has_ended_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.backend.accounts.lockout.failures._MOST_LOCKS", 1)
    failures = Failures(LIMITS, RedisSettings())
    counted(failures, ADDRESS, 3)
    counted(failures, ACCOUNT, 2)
    assert failures.wait(ACCOUNT) == 0

    failures._locked[ADDRESS] = 1.0
    failures.count(ACCOUNT)

    assert failures.wait(ADDRESS) == 0
    assert failures.wait(ACCOUNT) > 0
