"""Which changes this process knows of, and so which answers are overtaken."""

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Final

from app.trello.cache.entry import Entry

MAX_NAMES: Final = 50_000


@dataclass(frozen=True, slots=True)
class _Change:
    seq: float
    generation: int


class Changes:
    """The last change of everything that changed lately, and of every viewer who wrote lately, by name.

    Changes are numbered in all processes together. An answer that was asked for before a change of something
    in it is overtaken; so is, in this process, every older answer for whoever wrote. All are while it is not
    known which number was the last.
    """

    def __init__(self) -> None:
        self._changes: OrderedDict[str, _Change] = OrderedDict()
        self._pending: Counter[str] = Counter()
        self._forgotten = _Change(inf, 0)
        self._last = -inf
        self.generation = 0
        """Grows whenever anything may have changed."""
        self.seq: int | None = None
        """The number of the last change known of; None if changes may have been missed since."""

    def learn(self, seq: int) -> None:
        """Take notice of the number of the last change, all earlier ones being known from now on."""
        if self.seq is None:
            self._forgotten = _Change(seq, self.generation)
        self.seq = max(seq, self.seq or 0)

    def begin(self, names: Iterable[str]) -> None:
        """Take notice of a change under a number that is not known yet.

        Until the change ends, every answer is overtaken that it concerns.
        """
        names = frozenset(names)
        self._pending.update(names)
        self._note(names, -inf)

    def end(self, names: Iterable[str], seq: int) -> None:
        """Take notice of the number of a change that has begun."""
        names = frozenset(names)
        self._pending -= Counter(names)
        self.happened(names, seq)

    def happened(self, names: Iterable[str], seq: int) -> None:
        """Take notice of a change: to objects by their names, and by a viewer."""
        self.learn(seq)
        self._note(names, seq)

    def missed(self) -> None:
        """Take notice that any changes may have been missed."""
        self.generation += 1
        self._changes.clear()
        self._last = -inf
        self._forgotten = _Change(inf, self.generation)
        self.seq = None

    def generation_of(self, viewer: str) -> int:
        """Return a number that grows with every change by a viewer."""
        return self._changes.get(viewer, self._forgotten).generation

    def overtake(self, entry: Entry) -> bool:
        """Return whether something in an answer has changed since it was asked for."""
        if self.seq is None or not self._forgotten.seq <= entry.seq <= self.seq:
            return True
        if entry.seq >= self._last and not self._pending:
            return False
        if not self._pending.keys().isdisjoint(entry.tags):
            return True
        return any(entry.seq < self._changes[tag].seq for tag in entry.tags if tag in self._changes)

    def overtake_for(self, viewer: str, entry: Entry) -> bool:
        """Return the same, or whether the viewer has written anything since."""
        written = self._changes.get(viewer, self._forgotten).seq
        return viewer in self._pending or entry.seq < written or self.overtake(entry)

    def _note(self, names: Iterable[str], seq: float) -> None:
        self.generation += 1
        self._last = max(self._last, seq)
        for name in names:
            earlier = self._changes.pop(name, self._forgotten)
            self._changes[name] = _Change(max(seq, earlier.seq), self.generation)
        while len(self._changes) > MAX_NAMES:
            _, oldest = self._changes.popitem(last=False)
            self._forgotten = _Change(max(oldest.seq, self._forgotten.seq), self.generation)
