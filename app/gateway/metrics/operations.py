"""What is measured of GraphQL operations. No label has a value that a client could make up."""

import time
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Self

from graphql import OperationType
from prometheus_client import Counter, Gauge, Histogram

OPERATIONS: Final = Counter(
    "gateway_operations_total",
    "Operations by how they ended: ok, partial (data with errors), failed (no data), refused (before they "
    "ran) or cancelled (the client left).",
    ["type", "outcome"],
)
IN_FLIGHT: Final = Gauge(
    "gateway_operations_in_flight", "Operations that run now.", ["type"], multiprocess_mode="livesum"
)
SECONDS: Final = Histogram(
    "gateway_operation_duration_seconds",
    "How long queries and mutations ran, refused ones not among them.",
    ["type"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
ERRORS: Final = Counter("gateway_errors_total", "Errors that clients were told of, by their code.", ["code"])
LIMIT_REFUSALS: Final = Counter(
    "gateway_limit_refusals_total", "Operations that asked for more than a limit lets through.", ["limit"]
)
SHARED: Final = Counter(
    "gateway_operations_shared_total",
    "Queries that were answered by the execution of an equal one, which was under way.",
)
KEPT: Final = Counter(
    "gateway_operations_kept_total", "Queries that were answered by the answer to an equal one, given lately."
)
DOCUMENTS: Final = Counter(
    "gateway_documents_total",
    "Documents that were looked up: accepted or refused, and whether that was remembered.",
    ["verdict", "remembered"],
)

# Finding a child by its labels takes longer than counting.
_operations: Final = cache(OPERATIONS.labels)
_in_flight: Final = cache(IN_FLIGHT.labels)
_seconds: Final = cache(SECONDS.labels)
_documents: Final = cache(DOCUMENTS.labels)


class Observation:
    """Measures an operation while it runs; whoever runs it notes the responses.

    `outcome` is what becomes of it, as far as that is known: until the first response, that nobody waited.
    """

    def __init__(self, kind: OperationType) -> None:
        self.outcome = "cancelled"
        self._kind = kind
        self._started = time.perf_counter()

    def __enter__(self) -> Self:
        _in_flight(self._kind.value).inc()
        return self

    def __exit__(self, *_error: object) -> None:
        kind = self._kind.value
        _in_flight(kind).dec()
        _operations(kind, self.outcome).inc()
        if self._kind is not OperationType.SUBSCRIPTION:
            _seconds(kind).observe(time.perf_counter() - self._started)

    def answered(self, response: Mapping[str, Any]) -> None:
        """Note a response; what was wrong with any of an operation's responses counts."""
        outcome = _outcome_of(response)
        if outcome != "ok" or self.outcome == "cancelled":
            self.outcome = outcome


def _outcome_of(response: Mapping[str, Any]) -> str:
    if response.get("data") is None:
        return "failed"
    return "partial" if "errors" in response else "ok"


def count_document(*, accepted: bool, remembered: bool) -> None:
    """Count a document that was asked for."""
    _documents("accepted" if accepted else "refused", "true" if remembered else "false").inc()


def count_refusal() -> None:
    """Count an operation that was refused before it ran, of whatever type it was."""
    OPERATIONS.labels("unknown", "refused").inc()


def count_shared(response: Mapping[str, Any], seconds: float, *, has_run: bool) -> None:
    """Count a query that was answered by the execution of an equal one, as if it had been executed itself.

    `seconds` is how long it waited for it.
    """
    SHARED.inc()
    if has_run:
        _operations(OperationType.QUERY.value, _outcome_of(response)).inc()
        _seconds(OperationType.QUERY.value).observe(seconds)
    else:
        count_refusal()
    for error in response.get("errors", ()):
        count_error(error["extensions"])


def count_kept(seconds: float) -> None:
    """Count a query that was given a complete answer of before, as if it had been executed."""
    KEPT.inc()
    _operations(OperationType.QUERY.value, "ok").inc()
    _seconds(OperationType.QUERY.value).observe(seconds)


def count_error(extensions: Mapping[str, Any]) -> None:
    """Count an error by its code and, if it has one, by the limit that it is about."""
    ERRORS.labels(extensions["code"]).inc()
    if "limit" in extensions:
        LIMIT_REFUSALS.labels(extensions["limit"]).inc()
