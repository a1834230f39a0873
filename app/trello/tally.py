"""Where the answers came from that one response was made of."""

from collections import Counter
from dataclasses import dataclass, field
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
    """How many requests were answered in each way, and the age in seconds of the oldest answer."""

    statuses: Counter[Status] = field(default_factory=Counter)
    age: float = 0.0

    def note(self, status: Status, age: float = 0.0) -> None:
        """Count one request; `age` is in seconds."""
        self.statuses[status] += 1
        self.age = max(self.age, age)
