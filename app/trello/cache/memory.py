"""The answers that this process has at hand."""

from collections import OrderedDict
from typing import Final, TypeAlias

from app.trello.cache.entry import Entry
from app.trello.request import Request

_Key: TypeAlias = tuple[str, Request]

LARGEST_SHARE: Final = 8
"""An entry takes no more than this part of the memory."""


class Memory:
    """Entries by viewer and request; those that were not used for the longest time make room for others."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._entries: OrderedDict[_Key, Entry] = OrderedDict()
        self.size = 0
        """Bytes that the entries take, about."""

    def get(self, viewer: str, request: Request) -> Entry | None:
        """Return the entry of a viewer for a request, whatever its age."""
        entry = self._entries.get((viewer, request))
        if entry:
            self._entries.move_to_end((viewer, request))
        return entry

    def put(self, viewer: str, request: Request, entry: Entry) -> None:
        """Keep an entry in place of an older one."""
        self.remove(viewer, request)
        if entry.size * LARGEST_SHARE > self._limit:
            return
        self._entries[viewer, request] = entry
        self.size += entry.size
        while self.size > self._limit:
            _, oldest = self._entries.popitem(last=False)
            self.size -= oldest.size

    def remove(self, viewer: str, request: Request) -> None:
        """Forget an entry, if there is one."""
        entry = self._entries.pop((viewer, request), None)
        if entry:
            self.size -= entry.size

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()
        self.size = 0
