from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from app.backend.accounts import audit
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.lockout.attempts import Suspect, attempt_of
from app.backend.accounts.lockout.failures import Failures
from app.backend.http.problems import is_page, problem

_log = structlog.get_logger(__name__)


def lock_out(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: refuse attempts of whoever has failed too often, with 429 and `Retry-After`.

    Only failures count, so that nobody else waits. Each lock-out leaves a record.
    """
    failures = Failures(settings.BACKEND.lockouts, settings.BACKEND.redis)

    def middleware(request: HttpRequest) -> HttpResponse:
        attempt = attempt_of(request)
        if attempt is None:
            return get_response(request)
        wait = max((failures.wait(each) for each in attempt.suspects), default=0)
        if wait:
            return _refused(request, wait)
        response = get_response(request)
        if attempt.has_failed(response):
            for suspect in attempt.suspects:
                if failures.count(suspect):
                    _record(suspect, failures.wait(suspect))
        return response

    return middleware


def _refused(request: HttpRequest, wait: int) -> HttpResponse:
    told = f"Too many attempts have failed: try again in {wait} second{'s' if wait > 1 else ''}."
    if is_page(request):
        response = render(request, "accounts/locked_out.html", {"told": told}, status=429)
    else:
        response = problem(429, told)
    response.headers["Retry-After"] = str(wait)
    return response


def _record(suspect: Suspect, seconds: int) -> None:
    _log.warning("locked out", attempt=suspect.kind, source=suspect.source, seconds=seconds)
    audit.record(OPERATOR, "attempts.locked_out", suspect.shown, attempt=suspect.kind, seconds=seconds)
