"""The count of what is used: in Redis for all processes, or of this one alone while Redis is away."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeAlias, TypeVar

from limits import RateLimitItem
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import Redis

from app.redis.rates import rate_storage
from app.redis.shared import RedisAway, SharedRedis
from app.trello.budget.account import Account
from app.trello.budget.metrics import ALONE

ResultT = TypeVar("ResultT")

_Count: TypeAlias = Callable[[MovingWindowRateLimiter, RateLimitItem], Awaitable[ResultT]]


class Left(NamedTuple):
    """How many are left of how many, and in how many seconds there is one more."""

    units: int
    of: int
    seconds: float


class Ledger:
    """Counts what is used of accounts, over windows that move, so that no window of Trello's has too much.

    A process that counts alone has a part of each limit: of `processes` equal ones, and at first no more
    than its part of what Trello said last was left. What it uses is told to the others once Redis is back.
    """

    def __init__(self, redis: SharedRedis, processes: int) -> None:
        self._redis = redis
        self._processes = processes
        self._together: MovingWindowRateLimiter | None = None
        self._alone = MovingWindowRateLimiter(MemoryStorage())

    async def take(self, account: Account, units: int) -> bool:
        """Count units as used and return True, or none of them and return False if not all fit."""
        return await self._count(account, lambda limiter, item: limiter.hit(item, account.owner, cost=units))

    async def left(self, account: Account) -> Left:
        """Return what is left of an account."""

        async def left(limiter: MovingWindowRateLimiter, item: RateLimitItem) -> Left:
            window = await limiter.get_window_stats(item, account.owner)
            return Left(window.remaining, item.amount, max(0.0, window.reset_time - time.time()))

        return await self._count(account, left)

    async def note(self, account: Account, units: int) -> None:
        """Count units that are used already, whether they fit or not."""
        await self._count(account, lambda limiter, item: _note(limiter, item, account.owner, units))

    async def _count(self, account: Account, count: _Count[ResultT]) -> ResultT:
        async def together(client: Redis) -> ResultT:
            if self._together is None:
                storage = rate_storage(client, f"{self._redis.prefix}budget")
                self._together = MovingWindowRateLimiter(storage)
            if account.alone_since is None:
                return await count(self._together, account.limit.item)
            return await self._come_back(account, account.alone_since, self._together, count)

        try:
            counted = await self._redis.ask(together)
        except RedisAway:
            ALONE.set(1)
            if account.alone_since is None:
                await self._leave(account)
            return await count(self._alone, account.limit.part(self._processes).item)
        ALONE.set(0)
        return counted

    async def _leave(self, account: Account) -> None:
        account.alone_since = asyncio.get_running_loop().time()
        part = account.limit.part(self._processes)
        is_news = account.alone_since - account.told_at < account.limit.seconds
        usable = account.told // self._processes if account.told is not None and is_news else part.amount
        account.set_aside = max(0, part.amount - usable)
        await _note(self._alone, part.item, account.owner, account.set_aside)

    async def _come_back(
        self, account: Account, since: float, together: MovingWindowRateLimiter, count: _Count[ResultT]
    ) -> ResultT:
        part = account.limit.part(self._processes).item
        used = part.amount - (await self._alone.get_window_stats(part, account.owner)).remaining
        if since + account.limit.seconds > asyncio.get_running_loop().time():
            used -= account.set_aside
        await _note(together, account.limit.item, account.owner, used)
        counted = await count(together, account.limit.item)
        # Only now is it sure that Redis answers.
        await self._alone.clear(part, account.owner)
        account.alone_since = None
        return counted


async def _note(limiter: MovingWindowRateLimiter, item: RateLimitItem, owner: str, units: int) -> None:
    if units > 0 and not await limiter.hit(item, owner, cost=units):
        window = await limiter.get_window_stats(item, owner)
        if window.remaining:
            await limiter.hit(item, owner, cost=window.remaining)
