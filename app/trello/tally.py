"""Where the answers came from that one response was made of."""

from collections import Counter
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["hit", "stale", "negative", "shared", "miss"]
"""How a request was answered.

| status | answered |
|---|---|
| `hit` | from the cache |
| `stale` | from the cache, which reads it anew meanwhile |
| `negative` | from the cache: Trello has no such object |
| `shared` | with the answer to somebody's equal request that was under way |
| `miss` | by Trello |
"""


@dataclass(slots=True)
class Tally:
    """How many requests were answered in each way, and until when, by `time.monotonic`.

    `left_until` is how long anybody may use all the answers, as the schema has it, and `fresh_until` how long
    they need not be read anew.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    left_until: float = inf
    fresh_until: float = inf

    def note(self, status: Status, left: float = inf, fresh: float = 0.0) -> None:
        """Count one request; its answer may be used for `left` seconds from now, and is fresh for `fresh`."""
        now = monotonic()
        self.statuses[status] += 1
        self.left_until = min(self.left_until, now + left)
        self.fresh_until = min(self.fresh_until, now + fresh)
