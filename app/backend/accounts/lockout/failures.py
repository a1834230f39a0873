"""Failures, counted in Redis for all processes, or by this one alone while Redis is away."""

import time
from math import ceil
from typing import Final

import structlog
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis import ConnectionPool, RedisError

from app.backend.accounts.lockout.attempts import Suspect
from app.settings.lockouts import LockoutSettings
from app.settings.redis import RedisSettings

_MOST_LOCKS: Final = 10_000

_AWAY_SECONDS: Final = 1.0
"""How long Redis is not asked again after it did not answer."""

_log = structlog.get_logger(__name__)


class Failures:
    """Counts failures, and knows who is locked out.

    Redis is asked when somebody fails and never else. A process that has not seen a suspect fail so learns
    that it is locked out from its next failure, and whoever does not fail waits for nothing.
    """

    def __init__(self, settings: LockoutSettings, redis: RedisSettings) -> None:
        amounts = {"address": settings.per_address, "account": settings.per_account}
        self._limits = {
            source: RateLimitItemPerSecond(amount, settings.seconds)
            for source, amount in amounts.items()
            if amount
        }
        self._local = FixedWindowRateLimiter(MemoryStorage())
        self._shared = _shared(redis)
        self._away_until = 0.0
        self._locked: dict[Suspect, float] = {}

    def wait(self, suspect: Suspect) -> int:
        """Return for how many seconds a suspect is locked out, as far as this process knows, or 0."""
        until = self._locked.get(suspect, 0.0)
        return max(0, ceil(until - time.time()))

    def count(self, suspect: Suspect) -> bool:
        """Count a failure; return whether it is the one that locks its suspect out."""
        limit = self._limits.get(suspect.source)
        if limit is None:
            return False
        names = suspect.kind, suspect.source, suspect.key
        limiter = self._limiter()
        try:
            is_within = limiter.hit(limit, *names)
            window = limiter.get_window_stats(limit, *names)
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + _AWAY_SECONDS
            _log.warning("failures are counted here alone", error=type(error).__name__)
            return self.count(suspect)
        if window.remaining:
            return False
        self._lock(suspect, window.reset_time)
        return is_within

    def _limiter(self) -> FixedWindowRateLimiter:
        if self._shared is None or time.monotonic() < self._away_until:
            return self._local
        return self._shared

    def _lock(self, suspect: Suspect, until: float) -> None:
        if len(self._locked) >= _MOST_LOCKS:
            now = time.time()
            self._locked = {each: end for each, end in self._locked.items() if end > now}
        if len(self._locked) < _MOST_LOCKS:
            self._locked[suspect] = until


def _shared(redis: RedisSettings) -> FixedWindowRateLimiter | None:
    if redis.url is None:
        return None
    url = redis.url.get_secret_value()
    pool = ConnectionPool.from_url(
        url, socket_timeout=redis.timeout_seconds, socket_connect_timeout=redis.timeout_seconds
    )
    return FixedWindowRateLimiter(
        RedisStorage("redis://", connection_pool=pool, key_prefix=f"{redis.prefix}lockout")
    )
