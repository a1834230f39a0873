"""`/me/trello/link`: link Trello in a browser, where Trello asks whoever is signed in, and unlink it."""

import hmac
import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import SecretStr

from app.backend.accounts import trello_links
from app.backend.accounts.actor import Actor
from app.backend.accounts.authentication import LINK_PAGE
from app.backend.accounts.introspection import signed_in
from app.backend.accounts.models import TrelloLink
from app.backend.accounts.upstream import upstream
from app.backend.accounts.viewer import Viewer
from app.backend.errors import BackendError, Forbidden

_STATE: Final = "trello_link_state"
"""Where a session has what Trello's answer brings back: that is good once, and for whoever has asked."""

_SIGN_IN: Final = f"/login?next={LINK_PAGE}#"
"""A browser takes what is behind the `#` along unless something stands there, and that may be a token."""


@require_http_methods(["GET", "HEAD", "POST"])
def trello_link(request: HttpRequest) -> HttpResponse:
    """Say whether Trello is linked, and lead there; or take the token that has come back."""
    viewer = signed_in(request)
    if viewer is None:
        return HttpResponseRedirect(_SIGN_IN)
    if request.method != "POST":
        return _page(request, viewer)
    try:
        _demand_state(request)
        token = SecretStr(request.POST.get("token", ""))
        trello_links.link(viewer.entity, token, Actor.by(viewer))
    except BackendError as error:
        return _page(request, viewer, error)
    return HttpResponseRedirect(LINK_PAGE)


@require_POST
def trello_unlink(request: HttpRequest) -> HttpResponse:
    """Forget the token, and have Trello end it if that is wanted."""
    viewer = signed_in(request)
    if viewer is None:
        return HttpResponseRedirect(_SIGN_IN)
    try:
        trello_links.unlink(viewer.entity, Actor.by(viewer), revoke="revoke" in request.POST)
    except BackendError as error:
        return _page(request, viewer, error)
    return HttpResponseRedirect(LINK_PAGE)


def _demand_state(request: HttpRequest) -> None:
    expected, given = request.session.pop(_STATE, ""), request.POST.get("state", "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise Forbidden("Linking was not begun here, or has been ended already. Begin again.")


def _page(request: HttpRequest, viewer: Viewer, error: BackendError | None = None) -> HttpResponse:
    state = request.session.setdefault(_STATE, secrets.token_urlsafe(32))
    if request.session.modified:
        request.session.save()  # which Django does not do behind what tells that Trello is away
    origin = settings.BACKEND.public_url or f"{request.scheme}://{request.get_host()}"
    context = {
        "entity": viewer.entity,
        "link": TrelloLink.objects.filter(entity=viewer.entity).first(),
        "authorize_url": upstream().authorize_url(f"{origin}{LINK_PAGE}?state={state}"),
        "state": request.GET.get("state"),
        "error": error and error.message,
    }
    return render(request, "accounts/trello_link.html", context, status=error.status if error else 200)
