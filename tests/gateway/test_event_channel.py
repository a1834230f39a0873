import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from structlog.testing import capture_logs

from app.contracts.events import EVENTS_CHANNEL, EVENTS_COUNTER, Event
from app.gateway import event_channel as module
from app.gateway.event_channel import EventChannel, open_channel
from app.settings.redis import RedisSettings
from tests.gateway.viewer.asked import event
from tests.waiting import until


class Heard:
    """Remembers what it is told, by the number of each event; None is that some were missed."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[int | None] = asyncio.Queue()

    def happened(self, event: Event) -> None:
        self.told.put_nowait(event.seq)

    def missed(self) -> None:
        self.told.put_nowait(None)

    async def next(self, count: int = 1) -> list[int | None]:
        return [await self.told.get() for _ in range(count)]


@asynccontextmanager
async def listening(settings: RedisSettings) -> AsyncIterator[tuple[EventChannel, Heard]]:
    """Yield a channel that is up, and what it has told since. Six events were before."""
    await count(settings, 6)
    heard = Heard()
    async with open_channel(settings) as channel:
        channel.add(heard)
        assert await heard.next() == [None]
        yield channel, heard


async def count(settings: RedisSettings, events: int) -> None:
    """Have as many events counted."""
    assert settings.url
    async with Redis.from_url(settings.url.get_secret_value()) as client:
        await client.set(settings.prefix + EVENTS_COUNTER, events)


@pytest.fixture
async def client(redis_settings: RedisSettings) -> AsyncIterator[Redis]:
    assert redis_settings.url
    async with Redis.from_url(redis_settings.url.get_secret_value()) as opened:
        yield opened


async def publish(client: Redis, settings: RedisSettings, *messages: str | Event) -> None:
    for each in messages:
        text = each if isinstance(each, str) else each.model_dump_json()
        async with client.pipeline(transaction=True) as at_once:
            if isinstance(each, Event):
                at_once.set(settings.prefix + EVENTS_COUNTER, each.seq)
            at_once.publish(settings.prefix + EVENTS_CHANNEL, text)
            await at_once.execute()


async def test_listeners_hear_of_events_in_order(client: Redis, redis_settings: RedisSettings) -> None:
    async with listening(redis_settings) as (channel, heard):
        assert channel.is_up
        await publish(client, redis_settings, event(seq=7), event(seq=8), event(seq=9))

        assert await heard.next(3) == [7, 8, 9]
    assert not channel.is_up


async def test_a_gap_between_events_is_told(client: Redis, redis_settings: RedisSettings) -> None:
    async with listening(redis_settings) as (_channel, heard):
        await publish(client, redis_settings, event(seq=7), event(seq=9), event(seq=8), event(seq=10))

        assert await heard.next(5) == [7, None, 9, 8, 10]


@pytest.mark.parametrize("message", ["rubbish", "{}", '{"v": 2}'])
async def test_a_message_that_is_not_understood_may_have_been_an_event(
    client: Redis, redis_settings: RedisSettings, message: str
) -> None:
    async with listening(redis_settings) as (_channel, heard):
        with capture_logs() as logged:
            await publish(client, redis_settings, message, event(seq=7))

            assert await heard.next(2) == [None, 7]
    assert [each["event"] for each in logged] == ["event not understood"]


async def test_a_connection_that_is_lost_is_made_again_and_events_may_have_been_missed(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = asyncio.Event()

    async def lose(_subscription: object) -> None:
        await lost.wait()
        lost.clear()
        raise ConnectionResetError

    with monkeypatch.context() as patch, capture_logs() as logged:
        patch.setattr(module, "RECONNECT_SECONDS", 0)
        async with listening(redis_settings) as (channel, heard):
            patch.setattr(module, "_next", lose)
            # What was being waited for is still the next message; what comes after it is lost.
            assert channel.is_up
            await publish_to(redis_settings, event(seq=7))
            assert await heard.next() == [7]
            lost.set()
            await until(lambda: not channel.is_up)
            patch.undo()

            assert await heard.next() == [None]
            await until(lambda: channel.is_up)
    assert [(each["event"], each["log_level"]) for each in logged] == [
        ("events are heard", "info"),
        ("events are not heard", "warning"),
        ("events are heard", "info"),
    ]


async def publish_to(settings: RedisSettings, *messages: Event) -> None:
    assert settings.url
    async with Redis.from_url(settings.url.get_secret_value()) as client:
        await publish(client, settings, *messages)


async def test_redis_is_asked_for_a_sign_of_life_when_nothing_happens(
    client: Redis, redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(module, "SILENCE_SECONDS", 0.5)
    taken: list[str] = []
    take = EventChannel._take

    def noted(channel: EventChannel, message: dict[str, Any]) -> None:
        taken.append(message["type"])
        take(channel, message)

    monkeypatch.setattr(EventChannel, "_take", noted)
    async with listening(redis_settings) as (channel, heard):
        await until(lambda: taken.count("pong") == 3)

        assert channel.is_up
        await publish(client, redis_settings, event(seq=7))
        assert await heard.next() == [7]


async def test_an_event_that_is_lost_on_its_way_is_told_once(
    client: Redis, redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.01)
    async with listening(redis_settings) as (channel, heard):
        await publish(client, redis_settings, event(seq=7))
        assert await heard.next() == [7]
        # The eighth never comes.
        await count(redis_settings, 8)
        assert await heard.next() == [None]

        await publish(client, redis_settings, event(seq=9))
        assert await heard.next() == [9]
        assert channel.is_up


async def test_a_count_that_begins_anew_is_told(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.01)
    async with listening(redis_settings) as (channel, heard):
        await count(redis_settings, 0)

        assert await heard.next() == [None]
        assert channel._last == 0


async def test_a_redis_that_falls_silent_is_lost(
    redis_settings: RedisSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENCE_SECONDS", 0.05)
    async with listening(redis_settings) as (channel, _heard):
        with capture_logs() as logged:
            await until(lambda: not channel.is_up)

    assert {"event": "events are not heard", "error": "TimeoutError", "log_level": "warning"} in logged


async def test_without_a_redis_nothing_is_heard_and_no_password_is_logged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RECONNECT_SECONDS", 0.01)
    async with open_channel(RedisSettings()) as channel:
        assert not channel.is_up
    nowhere = RedisSettings(url=SecretStr("redis://:hunter2@127.0.0.1:9/0"))
    with capture_logs() as logged:
        async with open_channel(nowhere) as channel:
            await until(lambda: len(logged) == 2)
            assert not channel.is_up
    assert {each["log_level"] for each in logged} == {logging.getLevelName(logging.DEBUG).lower()}
    assert "hunter2" not in str(logged)


async def test_a_channel_ends_even_if_a_cancellation_is_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    swallowed = []

    async def listen(_channel: EventChannel) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.append(1)
            await asyncio.Event().wait()

    monkeypatch.setattr(EventChannel, "listen", listen)
    monkeypatch.setattr(module, "CANCEL_SECONDS", 0.01)

    async with open_channel(RedisSettings(url=SecretStr("redis://127.0.0.1:9"))):
        await asyncio.sleep(0)

    assert swallowed == [1]
