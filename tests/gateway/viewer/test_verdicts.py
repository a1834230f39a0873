import asyncio
from collections.abc import Callable
from time import monotonic, time
from typing import Any

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from app.contracts.events import EVENTS_COUNTER, entity_mark
from app.gateway.event_channel import EventChannel
from app.gateway.viewer import verdict as verdict_module
from app.gateway.viewer import verdicts as module
from app.gateway.viewer.shared_verdicts import SharedVerdicts
from app.gateway.viewer.verdicts import IntrospectionFailed, Verdicts
from app.redis.shared import SharedRedis
from app.settings.redis import RedisSettings
from app.settings.viewer import ViewerSettings
from tests.gateway.viewer.asked import Backend, active, event
from tests.waiting import until

TOKEN = SecretStr("planted-token")
ANOTHER = SecretStr("another-token")
KEY = SecretStr("key")


class Process:
    """A process of the gateway; `seconds` pass for it when the test says so."""

    def __init__(self, backend: Backend, redis: SharedRedis, *, hears: bool = True, stale: float = 0) -> None:
        self.channel = EventChannel(RedisSettings())
        self.channel.is_up = hears
        settings = ViewerSettings(verdict_seconds=60, stale_verdict_seconds=stale)
        shared = SharedVerdicts(redis, settings.verdict_seconds + settings.stale_verdict_seconds)
        self.verdicts = Verdicts(backend.introspect, shared, self.channel, settings, KEY)

    async def is_active(self, token: SecretStr = TOKEN) -> bool:
        return (await self.verdicts.of(token)).active


NO_REDIS = SharedRedis(None, "")


@pytest.fixture
def backend() -> Backend:
    return Backend()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let seconds pass, for everything but Redis."""
    passed = 0.0

    def now() -> float:
        return monotonic() + passed

    def let(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    for each in (module, verdict_module):
        monkeypatch.setattr(each, "monotonic", now)
    monkeypatch.setattr(verdict_module, "time", lambda: time() + passed)
    return let


async def test_the_backend_is_asked_once_for_a_token_while_its_verdict_is_fresh(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    process = Process(backend, NO_REDIS)

    assert [await process.is_active() for _ in range(3)] == [True] * 3
    assert backend.asked == 1
    pass_time(59)
    await process.is_active()
    assert backend.asked == 1
    pass_time(1)
    await process.is_active()
    assert backend.asked == 2


async def test_requests_that_come_together_share_a_look_up(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)

    found = await asyncio.gather(*(process.verdicts.of(TOKEN) for _ in range(20)))

    assert backend.asked == 1
    assert {each.active for each in found} == {True}


async def test_a_request_that_leaves_takes_no_look_up_away_from_others(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    backend.gate.clear()
    leaving = asyncio.create_task(process.is_active())
    staying = asyncio.create_task(process.is_active())
    await asyncio.sleep(0)

    leaving.cancel()
    backend.gate.set()

    assert await staying
    assert backend.asked == 1


async def test_a_look_up_that_fails_when_everybody_has_left_is_no_news(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    backend.gate.clear()
    backend.is_away = True
    leaving = asyncio.create_task(process.is_active())
    await asyncio.sleep(0)
    (lookup,) = process.verdicts._lookups._tasks.values()

    leaving.cancel()
    backend.gate.set()
    await asyncio.wait([leaving, lookup])

    assert not lookup._log_traceback


async def test_a_refusal_is_remembered_shortly(backend: Backend, pass_time: Callable[[float], None]) -> None:
    process = Process(backend, NO_REDIS)
    backend.revoke()

    assert not await process.is_active()
    pass_time(4.9)
    assert not await process.is_active()
    assert backend.asked == 1
    pass_time(0.1)
    await process.is_active()
    assert backend.asked == 2


async def test_tokens_are_told_from_each_other(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    assert await process.is_active(TOKEN)
    backend.revoke()

    assert not await process.is_active(ANOTHER)
    assert await process.is_active(TOKEN)


async def test_a_token_that_has_expired_is_asked_for_again(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    backend.answer = active(exp=int(time()) + 30)
    process = Process(backend, NO_REDIS)
    assert await process.is_active()
    backend.revoke()
    pass_time(29)
    assert await process.is_active()
    pass_time(2)

    assert not await process.is_active()


async def test_while_events_are_not_heard_a_verdict_is_used_for_five_seconds(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    process = Process(backend, NO_REDIS, hears=False)
    assert await process.is_active()
    backend.revoke()
    pass_time(4.9)
    assert await process.is_active()
    pass_time(0.1)

    assert not await process.is_active()


async def test_an_event_of_the_entity_ends_its_verdict_and_no_other(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    await process.is_active(TOKEN)
    backend.answer = active(entity=2)
    await process.is_active(ANOTHER)
    backend.revoke()

    process.verdicts.happened(event(entity=None))
    process.verdicts.happened(event(entity=1))

    assert not await process.is_active(TOKEN)
    assert await process.is_active(ANOTHER)


async def test_events_that_were_missed_end_every_verdict(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    await process.is_active()
    backend.revoke()

    process.verdicts.missed()

    assert not await process.is_active()


@pytest.mark.parametrize(
    "notice", [lambda verdicts: verdicts.happened(event()), lambda verdicts: verdicts.missed()]
)
async def test_a_verdict_that_is_overtaken_on_its_way_is_not_used(
    backend: Backend, notice: Callable[[Any], None]
) -> None:
    process = Process(backend, NO_REDIS)
    backend.gate.clear()
    waiting = asyncio.create_task(process.is_active())
    await until(lambda: backend.asked == 1)

    backend.revoke()
    notice(process.verdicts)
    backend.gate.set()

    assert not await waiting
    assert backend.asked == 2


async def test_a_refusal_that_may_be_overtaken_is_asked_for_again(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    backend.revoke()
    backend.gate.clear()
    waiting = asyncio.create_task(process.is_active())
    await until(lambda: backend.asked == 1)

    backend.answer = active()
    process.verdicts.happened(event(kind="token.changed"))
    backend.gate.set()

    assert await waiting


async def test_only_so_many_verdicts_are_kept_and_the_oldest_leaves_first(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_KEPT", 2)
    process = Process(backend, NO_REDIS)
    for name in ("a", "b", "c"):
        await process.is_active(SecretStr(name))

    await process.is_active(SecretStr("c"))
    await process.is_active(SecretStr("b"))
    assert backend.asked == 3
    await process.is_active(SecretStr("a"))
    assert backend.asked == 4


async def test_what_one_process_asked_for_all_know(backend: Backend, shared_redis: SharedRedis) -> None:
    assert await Process(backend, shared_redis).is_active()
    assert await Process(backend, shared_redis).is_active()
    assert backend.asked == 1

    backend.revoke()
    assert not await Process(backend, shared_redis).is_active(ANOTHER)
    assert not await Process(backend, shared_redis).is_active(ANOTHER)
    assert backend.asked == 2


async def test_a_process_that_does_not_hear_events_takes_no_others_word(
    backend: Backend, shared_redis: SharedRedis
) -> None:
    await Process(backend, shared_redis).is_active()

    await Process(backend, shared_redis, hears=False).is_active()

    assert backend.asked == 2


async def test_a_process_that_starts_after_an_event_does_not_use_what_it_has_overtaken(
    backend: Backend, shared_redis: SharedRedis, redis_settings: RedisSettings
) -> None:
    await Process(backend, shared_redis).is_active()
    backend.revoke()
    assert redis_settings.url
    async with Redis.from_url(redis_settings.url.get_secret_value()) as client:
        seq = await client.incr(redis_settings.prefix + EVENTS_COUNTER)
        await client.set(redis_settings.prefix + entity_mark(2), seq)
        assert await Process(backend, shared_redis).is_active()

        await client.set(redis_settings.prefix + entity_mark(1), seq)
        assert not await Process(backend, shared_redis).is_active()


async def test_neither_tokens_nor_unkeyed_hashes_of_them_are_in_redis(
    backend: Backend, shared_redis: SharedRedis, redis_settings: RedisSettings
) -> None:
    await Process(backend, shared_redis).is_active()

    assert redis_settings.url
    async with Redis.from_url(redis_settings.url.get_secret_value()) as client:
        keys = [key async for key in client.scan_iter(f"{redis_settings.prefix}*")]
        (content,) = await client.mget(keys)
        assert 59 < await client.pttl(keys[0]) / 1000 <= 60
    assert isinstance(content, bytes)
    (key,) = (key.decode().removeprefix(redis_settings.prefix) for key in keys)
    # HMAC-SHA-256 of "verdict:planted-token" with the key "key".
    assert key == "verdict:" + FINGERPRINT
    assert b"planted" not in content


FINGERPRINT = "ee6d1a099d40d76445bbb40021d0c97cb2ece6a64c365a8bfe5504f4b56588bf"


@pytest.mark.parametrize("content", [b"rubbish", b"{}", b'{"v": 2, "seq": 0, "verdict": {"active": false}}'])
async def test_what_cannot_be_read_in_redis_is_asked_for_again(
    backend: Backend, shared_redis: SharedRedis, redis_settings: RedisSettings, content: bytes
) -> None:
    key = f"{redis_settings.prefix}verdict:{FINGERPRINT}"
    await shared_redis.ask(lambda client: client.set(key, content))

    assert await Process(backend, shared_redis).is_active()
    assert backend.asked == 1


async def test_while_the_backend_is_away_nobody_is_known(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    backend.is_away = True

    with pytest.raises(IntrospectionFailed):
        await process.is_active()
    backend.is_away = False
    assert await process.is_active()


async def test_while_the_backend_is_away_a_stale_verdict_serves_if_that_is_wanted(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    process = Process(backend, NO_REDIS, stale=120)
    await process.is_active()
    backend.is_away = True
    pass_time(100)

    assert [await process.is_active() for _ in range(3)] == [True] * 3
    # The backend is left alone for a moment.
    assert backend.asked == 2
    pass_time(module.PAUSE_SECONDS)
    await process.is_active()
    assert backend.asked == 3
    pass_time(80)
    with pytest.raises(IntrospectionFailed):
        await process.is_active()


async def test_a_stale_verdict_does_not_serve_those_who_are_revoked_expired_or_were_refused(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    process = Process(backend, NO_REDIS, stale=120)
    await process.is_active(TOKEN)
    backend.answer = active(entity=2, exp=int(time()) + 70)
    await process.is_active(ANOTHER)
    backend.revoke()
    await process.is_active(SecretStr("refused"))
    backend.is_away = True
    pass_time(65)
    assert await process.is_active(ANOTHER)

    process.verdicts.happened(event())
    pass_time(6)

    for token in (TOKEN, ANOTHER, SecretStr("refused")):
        with pytest.raises(IntrospectionFailed):
            await process.is_active(token)


async def test_a_stale_verdict_does_not_serve_while_events_are_not_heard(
    backend: Backend, pass_time: Callable[[float], None]
) -> None:
    process = Process(backend, NO_REDIS, stale=120)
    await process.is_active()
    backend.is_away = True
    pass_time(61)
    process.channel.is_up = False

    with pytest.raises(IntrospectionFailed):
        await process.is_active()


async def test_a_process_that_starts_while_the_backend_is_away_takes_a_stale_verdict_of_others(
    backend: Backend, shared_redis: SharedRedis, pass_time: Callable[[float], None]
) -> None:
    await Process(backend, shared_redis, stale=120).is_active()
    backend.is_away = True
    pass_time(61)

    assert await Process(backend, shared_redis, stale=120).is_active()


async def test_look_ups_that_are_under_way_end_with_the_process(backend: Backend) -> None:
    process = Process(backend, NO_REDIS)
    backend.gate.clear()
    waiting = asyncio.create_task(process.is_active())
    await asyncio.sleep(0)

    process.verdicts.close()

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert process.verdicts._lookups._tasks == {}
