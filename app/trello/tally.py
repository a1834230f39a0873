"""Where the answers came from that one response was made of."""

from collections import Counter
from dataclasses import dataclass, field
from math import inf
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
    """How many requests were answered in each way, and for how many seconds all answers may still be used.

    `left` is for how long by anybody, as the schema has it, and `usable` for how long here.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    left: float = inf
    usable: float = inf

    def note(self, status: Status, left: float = inf, usable: float = 0.0) -> None:
        """Count one request, and for how many seconds its answer may still be used."""
        self.statuses[status] += 1
        self.left = min(self.left, left)
        self.usable = min(self.usable, usable)
