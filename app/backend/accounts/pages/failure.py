"""Telling people that they could not sign in."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import ConnectionError as NoConnection
from requests import Timeout

from app.backend.accounts.openid.errors import Untrusted
from app.backend.http.request_id import current_request_id

_log = structlog.get_logger(__name__)


def failed(
    request: HttpRequest, provider: str, error: Exception | None, *, is_cancelled: bool = False
) -> HttpResponse:
    """Return a page that says what to do: 401 if this sign-in is at an end, 502 if the provider failed."""
    if not is_cancelled:
        # Other messages can quote what the provider answered, and that can be a token.
        reason = str(error) if isinstance(error, Untrusted) else type(error).__name__
        _log.warning("sign-in failed", provider=provider, reason=reason)
    match error:
        case _ if is_cancelled:
            told = "You have not let it tell us who you are."
        case None:
            told = "This sign-in was not begun here, has been used, or has taken too long."
        case NoConnection() | Timeout():
            told = "It cannot be reached at the moment."
        case _:
            told = "It did not confirm who you are."
    status = 502 if isinstance(error, NoConnection | Timeout) else 401
    context = {"provider": provider, "told": told, "request_id": current_request_id()}
    return render(request, "accounts/failure.html", context, status=status)
