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
    """How many requests were answered in each way, and how many seconds all answers may still be kept."""

    statuses: Counter[Status] = field(default_factory=Counter)
    left: float = inf

    def note(self, status: Status, left: float = inf) -> None:
        """Count one request, and for how many seconds its answer may still be kept."""
        self.statuses[status] += 1
        self.left = min(self.left, left)
