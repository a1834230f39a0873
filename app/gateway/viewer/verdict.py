from dataclasses import dataclass
from time import monotonic, time
from typing import TypeAlias

from app.contracts.introspection import ActiveToken, InactiveToken

Verdict: TypeAlias = ActiveToken | InactiveToken
"""What the backend says of a token."""


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A verdict, and when it was asked for, by the process's own monotonic clock."""

    verdict: Verdict
    asked: float

    @property
    def age(self) -> float:
        """Seconds since it was asked for."""
        return monotonic() - self.asked

    @property
    def has_expired(self) -> bool:
        """Whether the token had a lifetime that is over by now."""
        return self.verdict.active and self.verdict.exp is not None and time() >= self.verdict.exp
