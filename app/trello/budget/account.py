"""What Trello limits, and what is known of how far it is used."""

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Literal, TypeAlias

from limits import RateLimitItem, RateLimitItemPerSecond

Kind: TypeAlias = Literal["token", "key", "members", "search", "search/members"]
"""What a limit is of: a token, an API key, or with one token a route that has a limit of its own."""


@dataclass(frozen=True)
class Limit:
    """At most `amount` requests in any `seconds`."""

    kind: Kind
    amount: int
    seconds: int

    @cached_property
    def item(self) -> RateLimitItem:
        """What the library `limits` knows it by."""
        return RateLimitItemPerSecond(self.amount, self.seconds, namespace=self.kind)

    def part(self, processes: int) -> "Limit":
        """Return what one of several processes may use of it without knowing of the others."""
        return Limit(self.kind, max(1, self.amount // processes), self.seconds)


@dataclass(slots=True, eq=False)
class Account:
    """One limit of one owner, who is the fingerprint of a token or an API key. Times are event-loop time.

    Nobody need try before `closed_until`. `told` is what Trello said last was left, at `told_at`; at
    `corrected_at` our count was last held against it. Since `alone_since` this process counts alone, with
    `set_aside` of its part for what others had used.
    """

    limit: Limit
    owner: str
    closed_until: float = -inf
    told: int | None = None
    told_at: float = -inf
    corrected_at: float = -inf
    alone_since: float | None = None
    set_aside: int = 0

    def close(self, until: float) -> None:
        """Let nobody try before a time, nor before the one that was said until now."""
        self.closed_until = max(self.closed_until, until)
