"""Verdicts that one process asked for and all may use, in Redis."""

from time import monotonic
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis

from app.contracts.events import EVENTS_COUNTER, entity_mark
from app.contracts.introspection import ActiveToken, InactiveToken
from app.gateway.viewer.verdict import KeptVerdict, Verdict
from app.redis.shared import RedisAway, SharedRedis

REFUSED_SECONDS: Final = 5.0
"""How long it is remembered that a token may not be used."""


class _Entry(BaseModel):
    """A verdict with the number of the last event before it was asked for."""

    v: Literal[1] = 1
    seq: int
    verdict: ActiveToken | InactiveToken


class Found(NamedTuple):
    """What Redis knows of a token: nothing, if `kept` is None; `seq` is the number of the last event."""

    kept: KeptVerdict | None
    seq: int


class SharedVerdicts:
    """Verdicts by the fingerprint of their token, for `seconds`; none that an event has overtaken."""

    def __init__(self, redis: SharedRedis, seconds: float) -> None:
        self._redis = redis
        self._seconds = seconds

    async def get(self, fingerprint: str) -> Found | None:
        """Return what is known of a token. None means that Redis is away, and that nothing can be kept."""
        prefix = self._redis.prefix
        try:
            content, left, seq = await self._redis.ask(
                lambda client: _read(client, _key(prefix, fingerprint), prefix + EVENTS_COUNTER)
            )
            entry = _entry(content)
            if entry and isinstance(entry.verdict, ActiveToken):
                key = prefix + entity_mark(entry.verdict.entity)
                mark = await self._redis.ask(lambda client: client.get(key))
                entry = entry if int(mark or 0) <= entry.seq else None
        except RedisAway:
            return None
        if entry is None:
            return Found(None, int(seq or 0))
        age = self._seconds_of(entry.verdict) - left / 1000
        return Found(KeptVerdict(entry.verdict, monotonic() - age), int(seq or 0))

    async def put(self, fingerprint: str, verdict: Verdict, seq: int) -> None:
        """Keep a verdict that was asked for after the event of a number."""
        content = _Entry(seq=seq, verdict=verdict).model_dump_json()
        milliseconds = int(self._seconds_of(verdict) * 1000)
        key = _key(self._redis.prefix, fingerprint)
        try:
            await self._redis.ask(lambda client: client.set(key, content, px=milliseconds))
        except RedisAway:
            return

    def _seconds_of(self, verdict: Verdict) -> float:
        return self._seconds if verdict.active else REFUSED_SECONDS


def _key(prefix: str, fingerprint: str) -> str:
    return f"{prefix}verdict:{fingerprint}"


async def _read(client: Redis, key: str, counter: str) -> list[Any]:
    """Return the content of a key, the milliseconds that it is still kept, and a counter."""
    async with client.pipeline(transaction=False) as pipeline:
        pipeline.get(key)
        pipeline.pttl(key)
        pipeline.get(counter)
        return await pipeline.execute()


def _entry(content: bytes | None) -> _Entry | None:
    try:
        return _Entry.model_validate_json(content) if content else None
    except ValidationError:
        return None
