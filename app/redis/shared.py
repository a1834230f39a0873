"""Redis, which all processes of the gateway share, and which any of them can do without."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final, TypeVar

import structlog
from prometheus_client import Counter
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.settings.redis import RedisSettings

PAUSE_SECONDS: Final = 1.0
"""How long Redis is left alone after it did not answer, so that requests do not wait for it one by one."""

FAILURES: Final = Counter(
    "gateway_redis_failures_total", "Times that Redis did not answer, so that a process did without it."
)

ResultT = TypeVar("ResultT")

_log = structlog.get_logger(__name__)


class RedisAway(Exception):  # noqa: N818  # a state of the world that callers have an answer to
    """There is no Redis, or it does not answer; whoever asks does without."""


class SharedRedis:
    """A Redis that may be away. `prefix` is what every key must begin with."""

    def __init__(self, client: Redis | None, prefix: str) -> None:
        self.prefix = prefix
        self._client = client
        self._left_alone_until = 0.0

    @property
    def is_configured(self) -> bool:
        """Whether there is one at all, away or not."""
        return self._client is not None

    async def ask(self, operation: Callable[[Redis], Awaitable[ResultT]]) -> ResultT:
        """Return what an operation on the client returns. Raises `RedisAway` if it cannot be done in time.

        After a failure, Redis is not asked again for `PAUSE_SECONDS`.
        """
        if self._client is None or monotonic() < self._left_alone_until:
            raise RedisAway
        try:
            return await operation(self._client)
        except (RedisError, OSError, TimeoutError) as error:
            self._left_alone_until = monotonic() + PAUSE_SECONDS
            FAILURES.inc()
            # The message of an error can hold the URL, and the URL a password.
            _log.warning("redis is away", error=type(error).__name__)
            raise RedisAway from None


@asynccontextmanager
async def open_redis(settings: RedisSettings) -> AsyncIterator[SharedRedis]:
    """Yield the Redis of the settings; without a URL, one that is always away. Connects when first asked."""
    if settings.url is None:
        yield SharedRedis(None, settings.prefix)
        return
    client = Redis.from_url(
        settings.url.get_secret_value(),
        socket_timeout=settings.timeout_seconds,
        socket_connect_timeout=settings.timeout_seconds,
        # Once more at once, for a connection that the server has closed; by default it waits for seconds.
        retry=Retry(NoBackoff(), 1),
    )
    async with client:
        yield SharedRedis(client, settings.prefix)
