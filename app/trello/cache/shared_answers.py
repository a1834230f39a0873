"""Answers that one process has read and all may use, in Redis; and what has changed since."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

from redis.asyncio import Redis

from app.contracts.events import EVENTS_CHANNEL, EVENTS_COUNTER, Event
from app.redis.shared import SharedRedis
from app.trello.cache.entry import Entry
from app.trello.request import Request

_ANNOUNCE: Final = """
local seq = redis.call('INCR', KEYS[1])
redis.call('PUBLISH', ARGV[1], (string.gsub(ARGV[2], '"seq":0,', '"seq":' .. seq .. ',', 1)))
return seq
"""
"""Numbers a change and publishes it under its number. At once, so that changes are heard in their order."""


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that Redis has of those that were asked for, and the number of the last change."""

    entries: Mapping[Request, Entry]
    seq: int


class SharedAnswers:
    """Entries by viewer and request, each as long as it may be used. All methods raise `RedisAway`."""

    def __init__(self, redis: SharedRedis) -> None:
        self._redis = redis

    async def get(self, viewer: str, requests: Sequence[Request]) -> Found:
        """Return what is kept for a viewer, and when: both are of one moment."""
        keys = [self._redis.prefix + EVENTS_COUNTER, *(self._key(viewer, request) for request in requests)]
        seq, *contents = await self._redis.ask(lambda client: client.mget(keys))
        entries = {
            request: entry
            for request, content in zip(requests, contents, strict=True)
            if content and (entry := _decoded(request, content))
        }
        return Found(entries, int(seq or 0))

    async def put(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Keep entries of viewers, each for as long as it may be used."""
        contents = {self._key(viewer, entry.request): entry for viewer, entry in entries}
        await self._redis.ask(lambda client: _set(client, contents))

    async def announce(self, names: Iterable[str]) -> int:
        """Tell all processes that something has changed, and return the number of the change."""
        event = Event(
            id=uuid.uuid4(),
            seq=0,
            type="trello.changed",
            at=datetime.now(UTC),
            entity=None,
            data={"names": sorted(names)},
        )
        prefix = self._redis.prefix
        arguments = [prefix + EVENTS_COUNTER, prefix + EVENTS_CHANNEL, event.model_dump_json()]
        return int(await self._redis.ask(lambda client: client.eval(_ANNOUNCE, 1, *arguments)))

    def _key(self, viewer: str, request: Request) -> str:
        # What somebody looks for is nobody's business: requests are hashed.
        digest = blake2b(repr((request.path, request.params)).encode(), digest_size=16).hexdigest()
        return f"{self._redis.prefix}trello:{viewer}:{digest}"


async def _set(client: Redis, entries: Mapping[str, Entry]) -> None:
    async with client.pipeline(transaction=False) as pipeline:
        for key, entry in entries.items():
            pipeline.set(key, entry.encoded, px=max(1, int(entry.life.seconds * 1000)))
        await pipeline.execute()


def _decoded(request: Request, content: Any) -> Entry | None:
    try:
        return Entry.decoded(request, content)
    except (TypeError, ValueError):
        return None
