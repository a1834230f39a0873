"""Answers that were given lately, and are given again while all that they were made of is fresh."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Protocol

from aiohttp import web
from cachetools import TLRUCache

from app.gateway.http.answer import Answer
from app.gateway.http.cache_control import max_age

LARGEST_SHARE: Final = 8
"""An answer takes no more than this part of the memory."""

_OVERHEAD_BYTES: Final = 1500
_COMPLETE: Final = {"data": None}
"""What stands for a response without errors, of which the bytes are all that is needed."""


class Makings(Protocol):
    """Knows what answers are made of."""

    def of(self, request: web.Request) -> tuple[float, Any]:
        """Return until when all is fresh that the answer to a request is made of, and what that is.

        The time is of `time.monotonic`.
        """

    def recall(self, request: web.Request, made_of: Any) -> None:
        """Take notice that a request is answered with what has been made of this."""


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    cache_control: str
    made_of: Any
    until: float


class KeptAnswers:
    """Answers by what was asked, up to so many bytes. Complete ones alone, which the schema lets be kept."""

    def __init__(self, limit_bytes: int, makings: Makings, clock: Callable[[], float] = monotonic) -> None:
        self._makings = makings
        self._clock = clock
        self._largest = limit_bytes // LARGEST_SHARE
        self._kept: TLRUCache[Hashable, _Kept] = TLRUCache(
            limit_bytes, ttu=lambda _key, kept, _now: kept.until, timer=clock, getsizeof=_size
        )

    def find(self, key: Hashable, request: web.Request) -> Answer | None:
        """Return the answer for a request, if there is one that is fresh."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._makings.recall(request, kept.made_of)
        return Answer(_COMPLETE, kept.body, kept.cache_control, request, has_run=True, names_request=False)

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer that was given now, if it may be given again."""
        fresh_until, made_of = self._makings.of(answer.request)
        until = min(fresh_until, self._clock() + max_age(answer.cache_control))
        kept = _Kept(answer.body, answer.cache_control, made_of, until)
        if _size(kept) <= self._largest:
            self._kept[key] = kept


def _size(kept: _Kept) -> int:
    return len(kept.body) + _OVERHEAD_BYTES
