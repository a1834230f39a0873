"""Who may use which endpoints."""

import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from app.backend.accounts.introspection import signed_in, viewer_of
from app.backend.accounts.viewer import Viewer
from app.backend.errors import Forbidden

TOKEN_PAGE: Final = "/token/new"  # noqa: S105  # a path
"""The page where people make a token."""

LINK_PAGE: Final = "/me/trello/link"
"""The page where people link Trello."""

_PAGES: Final[Mapping[str, str]] = {"/token": TOKEN_PAGE, "/me/trello": LINK_PAGE}
"""Where people do what programs do at an endpoint."""


class ViewerRequest(HttpRequest):
    """A request of somebody who is known."""

    auth: Viewer


class AnyToken(HttpBearer):
    """An API token of an entity, or an access token of an issuer whose tokens are taken."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:  # noqa: ARG002
        """Return whose token it is."""
        return viewer_of(token)


class Session(APIKeyCookie):
    """The session of somebody who has signed in to pages; what changes something needs a CSRF token, too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Viewer | None:
        """Return who is signed in. A token that opens nothing is not made good by a session."""
        if "Authorization" in request.headers:
            return None
        if self.param_name in request.COOKIES and request.user.is_authenticated:
            try:
                viewer: Viewer | None = super().__call__(request)
            except HttpError:
                raise Forbidden("Send the CSRF token of a page's form, as `X-CSRFToken`.") from None
            return viewer
        if is_browsing(request):
            raise SignInFirst(_PAGES.get(request.path, request.get_full_path()))
        return None

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer | None:  # noqa: ARG002
        """Return who is signed in."""
        return signed_in(request)


KNOWN: Final = (AnyToken(), Session())
"""Opens what is for everybody who is known."""


class SignInFirst(Exception):  # noqa: N818  # no error: the browser is sent on
    """Somebody looks at an endpoint in a browser, and is not signed in."""

    def __init__(self, then: str) -> None:
        super().__init__(then)
        self.then = then


def ask_to_sign_in(_request: HttpRequest, first: SignInFirst) -> HttpResponse:
    """Send a browser to where people sign in, and from there to `first.then`."""
    return HttpResponseRedirect(f"/login?{urlencode({'next': first.then})}")


def is_browsing(request: HttpRequest) -> bool:
    """Whether somebody looks at an endpoint in a browser."""
    headers = request.headers
    is_program = "Authorization" in headers or "text/html" not in headers.get("Accept", "")
    return request.method == "GET" and not is_program


class ServiceSecret(HttpBearer):
    """The secret that the other processes of this service have."""

    def authenticate(self, request: HttpRequest, token: str) -> bool:  # noqa: ARG002
        """Return whether it is one of the secrets, having compared it with all of them."""
        known = settings.BACKEND.service_secrets
        return any(
            [hmac.compare_digest(token.encode(), each.get_secret_value().encode()) for each in known]  # noqa: C419
        )
