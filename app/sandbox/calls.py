"""What was asked of the offline Trello, for tests that count."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

_KEPT: Final = 10_000
_SECRETS: Final = frozenset({"key", "token", "oauth_token", "oauth_consumer_key", "oauth_signature"})


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the path as it was sent, the query without credentials, and the route that answered.

    `route` is a pattern such as `/boards/{board}/lists`, or empty if there is none for the path.
    """

    method: str
    path: str
    query: str = ""
    route: str = ""

    @property
    def params(self) -> dict[str, str]:
        """The query, decoded."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


@dataclass
class CallLog:
    """The requests that came over the wire, the URLs inside their batches, and how often each was asked for.

    The two lists hold the last 10,000; the counters hold everything since `clear`.
    """

    wire: list[Call] = field(default_factory=list)
    inner: list[Call] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def record(self, call: Call, *, inside_batch: bool) -> None:
        """Remember one request."""
        calls = self.inner if inside_batch else self.wire
        calls.append(call)
        del calls[:-_KEPT]
        self.counts[f"{'batch ' if inside_batch else ''}{call.method} {call.route or 'unknown route'}"] += 1

    def clear(self) -> None:
        """Forget everything."""
        self.wire.clear()
        self.inner.clear()
        self.counts.clear()


CALL_LOG: Final = web.AppKey("calls", CallLog)
"""Where an application keeps its call log."""


def without_secrets(query: str) -> str:
    """Return a query string without the parameters that carry credentials."""
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in _SECRETS]
    return urlencode(pairs)
