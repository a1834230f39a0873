"""What is measured of HTTP requests. No label has a value that a client could make up."""

from functools import cache
from typing import Final

from prometheus_client import Counter

REQUESTS: Final = Counter(
    "gateway_http_requests_total", "Requests, probes of health not among them.", ["method", "status"]
)

_requests: Final = cache(REQUESTS.labels)

_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST"})


def count_request(method: str, status: int) -> None:
    """Count a request; methods that are not served are one."""
    _requests(method if method in _METHODS else "other", status).inc()
