"""A cache of documents that is bounded by memory, and that nobody can empty by sending rubbish."""

from collections import OrderedDict
from typing import Final, Generic, TypeAlias, TypeVar

from app.gateway.failures import Failure
from app.gateway.operation import Document

Refusal: TypeAlias = tuple[Failure, ...]
"""Why a document is refused."""

BYTES_PER_DOCUMENT: Final = 16_000
BYTES_PER_CHARACTER: Final = 350
"""Memory of a parsed and translated document, and of each character of its text.

They are upper bounds: 100 to 350 bytes per character were measured for documents of every shape.
"""

BYTES_PER_REFUSAL: Final = 4_000
"""Memory of a refused document beside its text and messages, of four bytes a character at most."""

REFUSED_SHARE: Final = 1 / 16
"""Share of the memory that refused documents may take. They have a place of their own, so that a flood of
them never pushes out a document that is in use."""

EntryT = TypeVar("EntryT")


class DocumentCache:
    """The verdicts on the texts that were asked for last. The text is the key: nothing of the viewer is."""

    def __init__(self, max_bytes: int) -> None:
        self.accepted = Recent[Document](int(max_bytes * (1 - REFUSED_SHARE)))
        self.refused = Recent[Refusal](int(max_bytes * REFUSED_SHARE))

    def get(self, text: str) -> Document | Refusal | None:
        """Return the verdict on a text, if it is remembered."""
        document = self.accepted.get(text)
        if document is None:
            return self.refused.get(text)
        self.accepted.resize(text, _size(text, document))
        return document

    def put(self, text: str, verdict: Document | Refusal) -> None:
        """Remember the verdict on a text, unless it is too large for its place."""
        if isinstance(verdict, Document):
            self.accepted.put(text, verdict, _size(text, verdict))
        else:
            characters = len(text) + sum(len(str(failure.cause)) for failure in verdict)
            self.refused.put(text, verdict, BYTES_PER_REFUSAL + 4 * characters)


def _size(text: str, document: Document) -> int:
    return BYTES_PER_DOCUMENT + BYTES_PER_CHARACTER * len(text) + document.grown


class Recent(Generic[EntryT]):
    """Entries by text; the one that was not used for the longest time leaves first."""

    def __init__(self, max_bytes: int) -> None:
        self.bytes = 0
        self._max_bytes = max_bytes
        self._entries: OrderedDict[str, tuple[EntryT, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, text: str) -> EntryT | None:
        """Return the entry of a text, which from now on counts as used last."""
        if text not in self._entries:
            return None
        self._entries.move_to_end(text)
        return self._entries[text][0]

    def put(self, text: str, entry: EntryT, size: int) -> None:
        """Remember an entry that takes `size` bytes, unless it is larger than all there is."""
        if size > self._max_bytes:
            return
        self._remove(text)
        while self.bytes + size > self._max_bytes:
            self._remove(next(iter(self._entries)))
        self._entries[text] = (entry, size)
        self.bytes += size

    def resize(self, text: str, size: int) -> None:
        """Take notice that an entry, which must be there, takes `size` bytes now; it may have to go."""
        entry, known = self._entries[text]
        if size != known:
            self._remove(text)
            self.put(text, entry, size)

    def _remove(self, text: str) -> None:
        _, freed = self._entries.pop(text, (None, 0))
        self.bytes -= freed
