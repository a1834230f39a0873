"""One answer that is kept, and how long for."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import orjson

from app.trello.cache.lifetimes import Lifetime
from app.trello.cache.tags import tags
from app.trello.request import Request

_OVERHEAD_BYTES: Final = 1000
"""What an entry takes beside its body, about."""


@dataclass(frozen=True)
class Entry:
    """The answer to a request; `body` is JSON, and None says that Trello has no such object.

    `asked` is when Trello was asked, in Unix seconds, and the time of `life` begins then. `seq` is the number
    of the last change that was known of before.
    """

    request: Request
    body: bytes | None = field(repr=False)
    asked: float
    life: Lifetime
    seq: int

    @classmethod
    def decoded(cls, request: Request, content: bytes) -> Self:
        """Return what was `encoded`. Raises `ValueError` or `TypeError` for anything else."""
        head, _, body = content.partition(b"\n")
        asked, seconds, allowed, seq = orjson.loads(head)
        return cls(request, body or None, float(asked), Lifetime(float(seconds), float(allowed)), int(seq))

    @property
    def encoded(self) -> bytes:
        """The entry as it is in Redis: a line that says until when it may be used, then the answer."""
        return b"%b\n%b" % (orjson.dumps([self.asked, *self.life, self.seq]), self.body or b"")

    @cached_property
    def tags(self) -> frozenset[str]:
        """What it is about, which is found out once anything has changed."""
        return tags(self.request, self.body or b"")

    @property
    def size(self) -> int:
        """Bytes of memory that it takes, about: what it is about may take as much as the answer itself."""
        return 2 * len(self.body or b"") + _OVERHEAD_BYTES

    def age(self, now: float) -> float:
        """Return how many seconds ago Trello was asked, `now` being Unix seconds."""
        return now - self.asked
