"""How often one may ask: counted in Redis for all processes, or in this one alone while Redis is away."""

import time
from collections.abc import Awaitable, Callable, Iterable
from math import ceil
from typing import Final, NamedTuple, TypeAlias

from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from prometheus_client import Counter, Gauge
from redis.asyncio import Redis

from app.gateway.client_address import CLIENT_ADDRESS
from app.gateway.errors import RateLimited
from app.redis.rates import rate_storage
from app.redis.shared import RedisAway, SharedRedis
from app.settings.client_address import household
from app.settings.rate_limits import RateLimitSettings

DECISIONS: Final = Counter(
    "gateway_rate_limit_decisions_total",
    "Operations and connections that a rate limit let through or refused.",
    ["caller", "decision"],
)
LOCAL_DECISIONS: Final = Counter(
    "gateway_rate_limit_local_decisions_total", "Decisions that a process made by its own count alone."
)
LOCAL: Final = Gauge(
    "gateway_rate_limit_local",
    "Whether rates are counted by each process for itself, because Redis is away; of several, how many do.",
    multiprocess_mode="livesum",
)

Admission: TypeAlias = Callable[[web.Request], Awaitable[None]]
"""Asked once for each operation, before anything is done for it. Raises a `GatewayError` to refuse it."""


async def admit_all(_request: web.Request) -> None:
    """Refuse nothing."""


class Caller(NamedTuple):
    """Somebody whose operations are counted: the `kind` decides how many there may be.

    `key` tells one from another. It goes to Redis, so it is no credential, but may be a keyed hash of one.
    """

    kind: str
    key: str


Callers: TypeAlias = Callable[[web.Request], Iterable[Caller]]
"""Tells as whose a request counts: everyone of them must have room for it."""


def by_address(request: web.Request) -> Iterable[Caller]:
    """Yield the address that a request comes from, if it has one."""
    address = request[CLIENT_ADDRESS]
    if address:
        yield Caller("address", household(address))


class RateLimiter:
    """Counts the operations of each caller over the last minute, approximately, and refuses what is too many.

    `redis` is asked for at each use, for it opens after this is made.
    """

    def __init__(
        self, redis: Callable[[], SharedRedis], settings: RateLimitSettings, callers: Callers = by_address
    ) -> None:
        amounts = {"address": settings.per_address, "viewer": settings.per_viewer}
        self._limits = {kind: RateLimitItemPerMinute(amount) for kind, amount in amounts.items() if amount}
        self._redis = redis
        self._callers = callers
        self._shared: SlidingWindowCounterRateLimiter | None = None
        self._local = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def admit(self, request: web.Request) -> None:
        """Count an operation. Raises `RateLimited` if one of its callers has begun too many."""
        if not self._limits:
            return
        for caller in self._callers(request):
            if caller.kind in self._limits:
                await self._count(self._limits[caller.kind], caller)

    async def _count(self, limit: RateLimitItem, caller: Caller) -> None:
        redis = self._redis()
        try:
            wait = await redis.ask(lambda client: _wait(self._limiter(redis, client), limit, caller))
            LOCAL.set(0)
        except RedisAway:
            wait = await _wait(self._local, limit, caller)
            LOCAL.set(1)
            LOCAL_DECISIONS.inc()
        DECISIONS.labels(caller.kind, "refused" if wait else "admitted").inc()
        if wait:
            raise RateLimited(
                f"Too many operations: at most {limit.amount} may begin in a minute. "
                f"Wait {wait} second{'s' if wait > 1 else ''}.",
                retry_after=wait,
            )

    def _limiter(self, redis: SharedRedis, client: Redis) -> SlidingWindowCounterRateLimiter:
        if self._shared is None:
            self._shared = SlidingWindowCounterRateLimiter(rate_storage(client, f"{redis.prefix}rate"))
        return self._shared


async def _wait(limiter: SlidingWindowCounterRateLimiter, limit: RateLimitItem, caller: Caller) -> int:
    """Count an operation; return 0 if there is room for it, or else in how many seconds there will be."""
    if await limiter.hit(limit, *caller):
        return 0
    window = await limiter.get_window_stats(limit, *caller)
    return max(1, ceil(window.reset_time - time.time()))
