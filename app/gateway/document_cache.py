"""A cache of documents that is bounded by memory, and that nobody can empty by sending rubbish."""

from collections import OrderedDict
from typing import Final, Generic, TypeVar

from app.gateway.failures import RequestRefused
from app.gateway.operation import Document

BYTES_PER_CHARACTER: Final = 250
"""Memory of a parsed and translated document per character of its text.

Measured with documents of 100 bytes to 10 KB, see tests/gateway/test_document_cache.py.
"""

BYTES_PER_DOCUMENT: Final = 2_000
"""Memory that every entry takes, however short its text."""

REFUSED_SHARE: Final = 1 / 16
"""Share of the memory that refused documents may take. They have a place of their own, so that a flood of
them never pushes out a document that is in use."""


EntryT = TypeVar("EntryT")


class _Recent(Generic[EntryT]):
    """Entries by text; the one that was not used for the longest time leaves first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._entries: OrderedDict[str, EntryT] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, text: str) -> EntryT | None:
        entry = self._entries.get(text)
        if entry is not None:
            self._entries.move_to_end(text)
        return entry

    def put(self, text: str, entry: EntryT) -> None:
        size = estimated_bytes(text)
        if size > self._max_bytes or text in self._entries:
            return
        while self.bytes + size > self._max_bytes:
            oldest, _ = self._entries.popitem(last=False)
            self.bytes -= estimated_bytes(oldest)
        self._entries[text] = entry
        self.bytes += size


class DocumentCache:
    """The verdicts on the texts that were asked for last. The text is the key: nothing of the viewer is."""

    def __init__(self, max_bytes: int) -> None:
        self._accepted = _Recent[Document](int(max_bytes * (1 - REFUSED_SHARE)))
        self._refused = _Recent[RequestRefused](int(max_bytes * REFUSED_SHARE))

    def get(self, text: str) -> Document | RequestRefused | None:
        """Return the verdict on a text, if it is remembered."""
        return self._accepted.get(text) or self._refused.get(text)

    def put(self, text: str, verdict: Document | RequestRefused) -> None:
        """Remember the verdict on a text, unless it is too large to be worth it."""
        if isinstance(verdict, Document):
            self._accepted.put(text, verdict)
        else:
            self._refused.put(text, verdict)


def estimated_bytes(text: str) -> int:
    """Return how much memory the entry of a text is taken to need."""
    return BYTES_PER_DOCUMENT + BYTES_PER_CHARACTER * len(text)
