"""One answer that is kept, and how long for."""

from dataclasses import dataclass, field
from typing import Final, Self

import orjson

from app.trello.cache.lifetimes import Lifetime
from app.trello.cache.tags import tags
from app.trello.request import Request

_OVERHEAD_BYTES: Final = 600
_TAG_BYTES: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """`body` is the answer as JSON; None says that Trello has no such object.

    `asked` is when Trello was asked, in Unix seconds, `seconds` for how long from then on the answer may be
    used here, and `allowed` for how long the schema lets anybody keep it. `seq` is the number of the last
    change that was known of before Trello was asked.
    """

    body: bytes | None
    asked: float
    seconds: float
    allowed: float
    seq: int
    tags: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, request: Request, body: bytes | None, *, asked: float, life: Lifetime, seq: int) -> Self:
        """Return the entry for an answer to a request."""
        return cls(body, asked, life.seconds, life.allowed, seq, tags(request, body or b""))

    @classmethod
    def decoded(cls, request: Request, content: bytes) -> Self:
        """Return what was `encoded`. Raises `ValueError` or `TypeError` for anything else."""
        head, _, body = content.partition(b"\n")
        asked, seconds, allowed, seq = orjson.loads(head)
        life = Lifetime(float(seconds), float(allowed))
        return cls.of(request, body or None, asked=float(asked), life=life, seq=int(seq))

    @property
    def encoded(self) -> bytes:
        """The entry as it is in Redis: a line that says until when it may be used, then the answer."""
        return b"%b\n%b" % (
            orjson.dumps([self.asked, self.seconds, self.allowed, self.seq]),
            self.body or b"",
        )

    @property
    def size(self) -> int:
        """Bytes of memory that it takes, about."""
        return len(self.body or b"") + len(self.tags) * _TAG_BYTES + _OVERHEAD_BYTES

    def age(self, now: float) -> float:
        """Return how many seconds ago Trello was asked, `now` being Unix seconds."""
        return now - self.asked
