"""Caches of several processes, on one Redis, in front of a Trello that is a dictionary."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time
from typing import Any

from pydantic import SecretStr
from redis.asyncio import Redis

from app.gateway.event_channel import EventChannel, open_channel
from app.redis.shared import SharedRedis, open_redis
from app.settings.object_cache import ObjectCacheSettings
from app.settings.redis import RedisSettings
from app.trello.cache.lifetimes import Lifetimes
from app.trello.cache.object_cache import ObjectCache
from app.trello.cache.shared_answers import SharedAnswers
from app.trello.credentials import Credentials
from app.trello.errors import NotFound, TrelloError
from app.trello.fingerprint import Fingerprints
from app.trello.request import Request
from app.trello.source import Asker
from app.trello.tally import Tally
from tests.waiting import until

KEY = SecretStr("key-of-all-processes")


def credentials(name: str) -> Credentials:
    return Credentials(SecretStr("planted-key"), SecretStr(f"planted-token-of-{name}"))


def ref(number: int) -> str:
    return f"{number:024x}"


def card(number: int) -> Request:
    return Request.of("cards", ref(number), params={"fields": "name"})


@dataclass
class FakeTrello:
    """Every object has a version, which a write makes one more. `asked` are viewers and what they read."""

    versions: dict[str, int] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    failure: TrelloError | None = None
    asked: list[tuple[str, Request]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    def write(self, name: str) -> None:
        self.versions[name] = self.versions.get(name, 0) + 1

    async def read(self, requests: Sequence[Request], asker: Asker) -> list[Any]:
        token = asker.credentials.token.get_secret_value()
        self.asked += [(token, request) for request in requests]
        answers = [self._answer(request, token) for request in requests]
        await self.open.wait()
        return answers

    def _answer(self, request: Request, token: str) -> Any:
        name = request.path.split("/")[2]
        if name in self.missing:
            return NotFound()
        return self.failure or {"id": name, "version": self.versions.get(name, 0), "for": token[-3:]}


@dataclass
class Clock:
    """Unix time, some seconds ahead."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time() + self.ahead


@dataclass
class Process:
    """One process: its cache, and the channel by which it hears of the others."""

    cache: ObjectCache
    channel: EventChannel

    async def read(self, *requests: Request, viewer: str = "ada", tally: Tally | None = None) -> list[Any]:
        return await self.cache.read(requests, Asker(credentials(viewer), None, tally or Tally()))

    async def status(self, request: Request, viewer: str = "ada") -> str:
        """Read, and return how that was answered."""
        tally = Tally()
        await self.read(request, viewer=viewer, tally=tally)
        return "".join(tally.statuses)

    async def version(self, request: Request, viewer: str = "ada") -> int:
        (answer,) = await self.read(request, viewer=viewer)
        version: int = answer["version"]
        return version

    async def rest(self) -> None:
        """Return once nothing is done in the background."""
        await until(lambda: not self.cache._background)
        await self.cache._write_behind.written()


@asynccontextmanager
async def process(
    redis: RedisSettings, trello: FakeTrello, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Process]:
    """Start a process that hears of changes."""
    async with open_redis(redis) as shared, open_channel(redis) as channel:
        made = _process(shared, channel, trello, clock or Clock(), settings)
        await until(lambda: channel.is_up)
        yield made
        await made.cache.close()


@asynccontextmanager
async def deaf_process(
    redis: RedisSettings, trello: FakeTrello, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Process]:
    """Start a process that hears of nothing."""
    async with open_redis(redis) as shared:
        made = _process(shared, EventChannel(redis), trello, clock or Clock(), settings)
        yield made
        await made.cache.close()


def _process(
    redis: SharedRedis, channel: EventChannel, trello: FakeTrello, clock: Clock, settings: dict[str, Any]
) -> Process:
    cache = ObjectCache(
        trello,
        SharedAnswers(redis),
        Fingerprints(KEY),
        Lifetimes(ObjectCacheSettings(**({"seconds": 60} | settings))),
        is_heard=lambda: channel.is_up,
        clock=clock,
    )
    channel.add(cache)
    return Process(cache, channel)


def client(settings: RedisSettings) -> Redis:
    assert settings.url
    return Redis.from_url(settings.url.get_secret_value())


async def keys_of_answers(settings: RedisSettings) -> list[bytes]:
    """Return the keys of all answers in Redis."""
    async with client(settings) as opened:
        return [key async for key in opened.scan_iter(f"{settings.prefix}trello:*")]
