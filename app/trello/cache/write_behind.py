"""Answers on their way to Redis, which nobody waits for."""

import asyncio
from collections.abc import Iterable
from typing import Final

from app.redis.shared import RedisAway
from app.trello.cache.entry import Entry
from app.trello.cache.metrics import WITHOUT_REDIS
from app.trello.cache.shared_answers import SharedAnswers

MAX_TOGETHER: Final = 100
"""Answers that are written at once, at most."""


class WriteBehind:
    """Writes answers in the background, all at once that come while others are being written."""

    def __init__(self, shared: SharedAnswers) -> None:
        self._shared = shared
        self._unwritten: list[tuple[str, Entry]] = []
        self._writing: asyncio.Task[None] | None = None

    def put(self, viewer: str, entries: Iterable[Entry]) -> None:
        """Write entries of a viewer before long; without Redis, never."""
        self._unwritten += ((viewer, entry) for entry in entries)
        if self._unwritten and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())

    async def written(self) -> None:
        """Return once nothing is left to be written."""
        if self._writing:
            await self._writing

    async def close(self) -> None:
        """Give up what is not written yet."""
        if self._writing:
            self._writing.cancel()
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        while self._unwritten:
            entries, self._unwritten = self._unwritten[:MAX_TOGETHER], self._unwritten[MAX_TOGETHER:]
            try:
                await self._shared.put(entries)
            except RedisAway:
                WITHOUT_REDIS.inc()
