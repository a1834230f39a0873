import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from pydantic import SecretStr
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from redis.asyncio import Redis
from structlog.testing import capture_logs

from app.backend.accounts import service_settings, tokens, trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import make_admin
from app.backend.accounts.models import Entity
from app.backend.events import announce
from app.contracts.events import EVENTS_CHANNEL, Event, entity_mark
from app.settings.redis import RedisSettings
from tests.backend.asking import granted
from tests.services import redis_of_a_test


async def published(change: Callable[[], None], redis: RedisSettings) -> list[Event]:
    """Return the events that a change publishes."""
    assert redis.url
    async with Redis.from_url(redis.url.get_secret_value()) as client, client.pubsub() as subscriber:
        await subscriber.subscribe(redis.prefix + EVENTS_CHANNEL)
        await subscriber.get_message(timeout=5)
        change()
        events = []
        while message := await subscriber.get_message(ignore_subscribe_messages=True, timeout=0.2):
            events.append(Event.model_validate_json(message["data"]))
        return events


@pytest.fixture
def heard(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[[Callable[[], Any]], list[tuple[str, int | None, dict[str, Any]]]]:
    """What others hear of a change: type, entity and data of each event."""

    async def hear(change: Callable[[], None]) -> list[Event]:
        async with redis_of_a_test() as redis:
            settings.BACKEND = settings.BACKEND.model_copy(update={"redis": redis})
            return await published(change, redis)

    def told(change: Callable[[], Any]) -> list[tuple[str, int | None, dict[str, Any]]]:
        with django_capture_on_commit_callbacks() as callbacks:
            change()

        def commit() -> None:
            for each in callbacks:
                each()

        events = asyncio.run(hear(commit))
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert len({event.id for event in events}) == len(events)
        assert all(event.at.tzinfo for event in events)
        return [(event.type, event.entity, event.data) for event in events]

    return told


def test_others_hear_which_token_has_ended_or_changed(ada: Entity, heard: Any) -> None:
    auth = granted(ada).auth
    token = str(auth.pk)

    assert heard(lambda: tokens.rename(auth, "x", OPERATOR)) == []
    assert heard(lambda: tokens.extend(auth, 60, OPERATOR)) == [("token.changed", ada.pk, {"token": token})]
    assert heard(lambda: tokens.revoke(auth, OPERATOR)) == [("token.revoked", ada.pk, {"token": token})]
    assert heard(lambda: tokens.revoke(auth, OPERATOR)) == []
    other = granted(ada).auth
    token = str(other.pk)
    assert heard(lambda: tokens.delete(other, OPERATOR)) == [("token.revoked", ada.pk, {"token": token})]


@pytest.mark.django_db
def test_others_hear_which_setting_is_another_one(heard: Any) -> None:
    told: list[Any] = [("setting.changed", None, {"name": "tokens.max_active"})]

    assert heard(lambda: service_settings.add("tokens.max_active", 5, OPERATOR)) == told
    assert heard(lambda: service_settings.change("tokens.max_active", 6, OPERATOR)) == told
    assert heard(lambda: service_settings.reset("tokens.max_active", OPERATOR)) == told


def test_others_hear_that_an_entity_is_another_one(ada: Entity, heard: Any) -> None:
    told: list[Any] = [("entity.changed", ada.pk, {})]

    assert heard(lambda: make_admin(ada, OPERATOR)) == told
    assert heard(lambda: trello_links.keep(ada, SecretStr("planted"), OPERATOR)) == told
    assert heard(lambda: trello_links.unlink(ada, OPERATOR)) == told


@pytest.mark.django_db(transaction=True)
def test_an_entity_is_marked_with_the_number_of_its_last_event(settings: Settings) -> None:
    async def marks() -> list[Any]:
        async with redis_of_a_test() as redis:
            settings.BACKEND = settings.BACKEND.model_copy(update={"redis": redis})
            for entity in (1, 2, None, 1):
                await asyncio.to_thread(announce, "entity.changed", entity)
            assert redis.url
            async with Redis.from_url(redis.url.get_secret_value()) as client:
                keys = [redis.prefix + entity_mark(entity) for entity in (1, 2, 3)]
                assert 3590 < await client.ttl(keys[0]) <= 3600
                return await client.mget(keys)

    assert asyncio.run(marks()) == [b"4", b"2", None]


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_not_announced() -> None:
    with capture_logs() as logged, transaction.atomic():
        announce("entity.changed", 1)
        transaction.set_rollback(True)

    assert logged == []


@pytest.mark.django_db(transaction=True)
def test_without_redis_the_change_stays_and_the_log_tells_no_password(settings: Settings) -> None:
    redis = RedisSettings(url=SecretStr("redis://:hunter2@127.0.0.1:9/0"))
    settings.BACKEND = settings.BACKEND.model_copy(update={"redis": redis})

    with capture_logs() as logged:
        service_settings.change("tokens.max_active", 5, OPERATOR)

    assert service_settings.value_of(service_settings.MAX_ACTIVE) == 5
    assert [(each["event"], each["type"]) for each in logged] == [("event not published", "setting.changed")]
    assert "hunter2" not in str(logged)
