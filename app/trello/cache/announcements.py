"""Changes on their way to all processes."""

import asyncio
from collections.abc import Iterable

from app.redis.shared import RedisAway
from app.trello.cache.changes import Changes
from app.trello.cache.shared_answers import SharedAnswers


class Announcements:
    """Tells of changes, the untold ones first: until all are told, Redis must not be believed."""

    def __init__(self, shared: SharedAnswers, changes: Changes) -> None:
        self._shared = shared
        self._changes = changes
        self._untold: list[frozenset[str]] = []
        self._telling = asyncio.Lock()

    async def tell(self, names: Iterable[str]) -> None:
        """Tell of a change; without Redis, as soon as it is there again and asked anything."""
        change = frozenset(names)
        self._changes.begin(change)
        self._untold.append(change)
        try:
            await self.catch_up()
        except RedisAway:
            return

    async def catch_up(self) -> None:
        """Tell of every change that could not be told yet. Raises `RedisAway`."""
        if not self._untold:
            return
        async with self._telling:
            told = tuple(self._untold)
            if told:
                seq = await self._shared.announce(frozenset().union(*told))
                del self._untold[: len(told)]
                for change in told:
                    self._changes.end(change, seq)
