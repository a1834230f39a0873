"""What other processes tell through Redis, and whether this one can hear it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final, NoReturn, Protocol

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.contracts.events import EVENTS_CHANNEL, EVENTS_COUNTER, Event
from app.settings.redis import RedisSettings

BEAT_SECONDS: Final = 1.0
"""How long nothing is heard before Redis is asked whether it is there."""

SILENCE_SECONDS: Final = 3.0
"""How long nothing is heard before the connection counts as lost."""

RECONNECT_SECONDS: Final = 0.5

CANCEL_SECONDS: Final = 0.1
"""How long listening may take to end before it is told to again."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_channel(settings: RedisSettings) -> AsyncIterator["EventChannel"]:
    """Yield a channel that listens; without a URL, one that never hears anything."""
    channel = EventChannel(settings)
    if settings.url is None:
        yield channel
        return
    listening = asyncio.create_task(channel.listen())
    try:
        yield channel
    finally:
        # The client of Redis swallows a cancellation that comes while it connects.
        while not listening.done():
            listening.cancel()
            await asyncio.wait([listening], timeout=CANCEL_SECONDS)


class Listener(Protocol):
    """Whoever wants to know what happens. Neither method may wait, or raise."""

    def happened(self, event: Event) -> None:
        """Take notice of an event."""

    def missed(self) -> None:
        """Take notice that any events may have been missed."""


class EventChannel:
    """Tells its listeners of events, in the order of their arrival, for as long as it listens."""

    def __init__(self, settings: RedisSettings) -> None:
        self._settings = settings
        self._listeners: list[Listener] = []
        self._last = 0
        self._due = 0
        self.is_up = False
        """Whether an event that happens now will be heard."""

    def add(self, listener: Listener) -> None:
        """Tell a listener from now on, too."""
        self._listeners.append(listener)

    async def listen(self) -> NoReturn:
        """Listen until cancelled, and connect again whenever the connection is lost. There must be a URL."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError, TimeoutError) as error:
                # The message of an error can hold the URL, and the URL a password.
                level = logging.WARNING if self.is_up else logging.DEBUG
                _log.log(level, "events are not heard", error=type(error).__name__)
            finally:
                self.is_up = False
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> NoReturn:
        assert self._settings.url  # noqa: S101  # nobody listens without
        client = Redis.from_url(
            self._settings.url.get_secret_value(),
            socket_connect_timeout=SILENCE_SECONDS,
            # A connection that is made again by itself hides that events were missed.
            retry=Retry(NoBackoff(), 0),
        )
        async with client, aclosing(client.pubsub()) as subscription:
            await subscription.subscribe(self._settings.prefix + EVENTS_CHANNEL)
            while True:
                async with asyncio.timeout(SILENCE_SECONDS):
                    message = await _next(subscription)
                if message["type"] in {"subscribe", "pong"}:
                    async with asyncio.timeout(SILENCE_SECONDS):
                        self._compare(await client.get(self._settings.prefix + EVENTS_COUNTER))
                self._take(message)

    def _compare(self, counter: bytes | str | None) -> None:
        """Notice events that were counted and never came; the last ones may still be on their way."""
        counted = int(counter or 0)
        is_new = counted < self._last
        if is_new or self._last < self._due:
            self._miss()
            self._last = counted if is_new else self._due
        self._due = counted

    def _take(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "subscribe":
                self._miss()
                self._last = self._due
                self.is_up = True
                _log.info("events are heard")
            case "message":
                self._tell(message["data"])

    def _tell(self, data: bytes) -> None:
        try:
            event = Event.model_validate_json(data)
        except ValidationError:
            _log.warning("event not understood")
            self._miss()
            return
        if event.seq > self._last + 1:
            self._miss()
        self._last = max(event.seq, self._last)
        for listener in self._listeners:
            listener.happened(event)

    def _miss(self) -> None:
        for listener in self._listeners:
            listener.missed()


async def _next(subscription: PubSub) -> dict[str, Any]:
    while (message := await subscription.get_message(timeout=BEAT_SECONDS)) is None:
        await subscription.ping()
    found: dict[str, Any] = message
    return found
