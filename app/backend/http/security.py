from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

POLICY_HEADER: Final = "Content-Security-Policy"

_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action {}; frame-ancestors 'none'"
)
"""Everything from our own origin, and no script that is written into a page. Swagger UI sets styles."""


def policy(*form_targets: str) -> str:
    """Return what a page may load, and where its forms may lead: here, and to these origins."""
    return _POLICY.format(" ".join(("'self'", *form_targets)))


def guard_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: tell browsers what pages may load, and to keep no answer that is one's own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(POLICY_HEADER, policy())
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
