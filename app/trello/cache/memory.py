"""The answers that this process has at hand."""

from collections.abc import Callable
from typing import Final, TypeAlias

from cachetools import TLRUCache

from app.trello.cache.entry import Entry
from app.trello.request import Request

_Key: TypeAlias = tuple[str, Request]

LARGEST_SHARE: Final = 8
"""An entry takes no more than this part of the memory."""


class Memory:
    """Entries by viewer and request, each for as long as it may be used.

    Those that were not used for the longest time make room for others. `clock` is in Unix seconds.
    """

    def __init__(self, limit_bytes: int, clock: Callable[[], float]) -> None:
        self._largest = limit_bytes // LARGEST_SHARE
        self._entries: TLRUCache[_Key, Entry] = TLRUCache(
            limit_bytes,
            ttu=lambda _key, entry, _now: entry.asked + entry.life.seconds,
            timer=clock,
            getsizeof=lambda entry: entry.size,
        )

    @property
    def size(self) -> float:
        """Bytes that the entries take, about."""
        return self._entries.currsize

    def get(self, viewer: str, request: Request) -> Entry | None:
        """Return the entry of a viewer for a request, if there is one that may be used."""
        return self._entries.get((viewer, request))

    def put(self, viewer: str, request: Request, entry: Entry) -> None:
        """Keep an entry in place of an older one."""
        if entry.size > self._largest:
            self.remove(viewer, request)
        else:
            self._entries[viewer, request] = entry

    def remove(self, viewer: str, request: Request) -> None:
        """Forget an entry, if there is one."""
        self._entries.pop((viewer, request), None)

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
