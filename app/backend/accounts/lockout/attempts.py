"""Which requests try to be somebody, who may be locked out of that, and which of them have failed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from app.backend.accounts.models import Auth, User
from app.backend.accounts.token_hashes import token_hashes
from app.backend.http.client_address import address_of
from app.backend.http.problems import OAUTH_TOKEN_PATH
from app.contracts.api_token import is_well_formed
from app.settings.client_address import household

_ADMIN_LOGIN: Final = "/admin/login/"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody whose failures count, with one kind of attempt: locked out of that, all others stay open.

    `key` tells one from another. It goes to Redis, and so is nothing that somebody typed. `shown` is for the
    record of changes.
    """

    kind: str
    source: str
    key: str
    shown: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that tries to be somebody."""

    suspects: tuple[Suspect, ...]
    has_failed: Callable[[HttpResponse], bool]


def attempt_of(request: HttpRequest) -> Attempt | None:
    """Return what a request attempts, or None if that is nothing: a session, or nobody at all."""
    path = request.path
    if path == _ADMIN_LOGIN and request.method == "POST":
        return Attempt((*_by_address(request, "password"), _by_username(request)), _shows_the_form_again)
    if path == OAUTH_TOKEN_PATH:
        return Attempt(_by_address(request, "grant"), _is_refused)
    if path.startswith(("/callback/", "/login/")):
        return Attempt(_by_address(request, "sign-in"), _is_unauthorized)
    if "Authorization" not in request.headers:
        return None
    if path.startswith("/internal/"):
        return Attempt(_by_address(request, "service secret"), _is_unauthorized)
    return Attempt(
        _by_address(request, "token"), lambda answer: _is_unauthorized(answer) and not _was_made(request)
    )


def _by_address(request: HttpRequest, kind: str) -> tuple[Suspect, ...]:
    address = address_of(request)
    if not address:
        return ()
    network = household(address)
    return (Suspect(kind, "address", network, f"address:{network}"),)


def _by_username(request: HttpRequest) -> Suspect:
    username = User.normalize_username(request.POST.get("username", ""))
    pk = User.objects.filter(username=username).values_list("pk", flat=True).first()
    # Some type their password there.
    key = salted_hmac("lockout", username.casefold()).hexdigest()
    return Suspect("password", "account", key, f"user:{pk or 'unknown'}")


def _was_made(request: HttpRequest) -> bool:
    """Whether a token is one that has expired or is revoked: whoever has that does not guess."""
    token = request.headers["Authorization"].partition(" ")[2].strip()
    return is_well_formed(token) and Auth.objects.filter(token_hash__in=token_hashes(token)).exists()


def _is_unauthorized(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.UNAUTHORIZED


def _is_refused(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.BAD_REQUEST


def _shows_the_form_again(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.OK
