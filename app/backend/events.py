"""Tell the other processes what has happened, once it has been committed."""

import uuid
from functools import cache
from typing import Any, Final, Literal, TypeAlias

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from redis import Redis, RedisError

from app.contracts.events import EVENTS_CHANNEL, EVENTS_COUNTER, EVENTS_MARK_SECONDS, Event, entity_mark

EventType: TypeAlias = Literal["token.revoked", "token.changed", "entity.changed", "setting.changed"]

_PUBLISH: Final = """
local seq = redis.call('INCR', KEYS[1])
if KEYS[2] then
    redis.call('SET', KEYS[2], seq, 'EX', ARGV[1])
end
redis.call('PUBLISH', ARGV[2], ARGV[3] .. seq .. ARGV[4])
"""
"""Counts an event, marks its entity with the number, and publishes it: all of that, or nothing.

So marks never go back, and whoever knows how many events there were knows whether all were heard.
"""

_log = structlog.get_logger(__name__)


def announce(kind: EventType, entity: int | None = None, **data: Any) -> None:
    """Publish an event after the transaction that runs has been committed; at once if there is none.

    Without Redis nobody can be told: that is logged, and what was changed stays changed.
    """
    transaction.on_commit(lambda: _publish(kind, entity, data))


def _publish(kind: EventType, entity: int | None, data: dict[str, Any]) -> None:
    redis = settings.BACKEND.redis
    if redis.url is None:
        return
    client = _client(redis.url.get_secret_value(), redis.timeout_seconds)
    try:
        keys = [EVENTS_COUNTER] if entity is None else [EVENTS_COUNTER, entity_mark(entity)]
        prefixed = [redis.prefix + key for key in keys]
        event = Event(id=uuid.uuid4(), seq=0, type=kind, at=timezone.now(), entity=entity, data=data)
        before, name, after = event.model_dump_json().partition('"seq":')
        around = before + name, after.removeprefix("0")
        channel = redis.prefix + EVENTS_CHANNEL
        client.eval(_PUBLISH, len(prefixed), *prefixed, EVENTS_MARK_SECONDS, channel, *around)
    except (RedisError, OSError) as error:
        # The message of an error can hold the URL, and the URL a password.
        _log.warning("event not published", type=kind, error=type(error).__name__)


@cache
def _client(url: str, timeout_seconds: float) -> Redis:
    return Redis.from_url(url, socket_timeout=timeout_seconds, socket_connect_timeout=timeout_seconds)
