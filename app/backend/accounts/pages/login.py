"""`/login` and `/logout`."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from app.backend.accounts.introspection import signed_in
from app.backend.accounts.pages.paths import HOME, own_path
from app.backend.accounts.pages.program import PAGE


@require_safe
def choose_provider(request: HttpRequest) -> HttpResponse:
    """Ask where to sign in, or say who is signed in; a program that asks is seen to on a page of its own."""
    if "response_type" in request.GET:
        return HttpResponseRedirect(f"{PAGE}?{request.GET.urlencode()}")
    return login_page(request, own_path(request.GET.get("next")))


def login_page(request: HttpRequest, then: str, error: str | None = None, status: int = 200) -> HttpResponse:
    """Return the page from which whoever signs in gets to the path `then`."""
    viewer = signed_in(request)
    context = {
        "entity": viewer and viewer.entity,
        "providers": settings.BACKEND.openid_providers,
        "has_demo": settings.BACKEND.demo_token is not None,
        "next": then,
        "error": error,
    }
    return render(request, "accounts/login.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; tokens stay."""
    logout(request)
    return HttpResponseRedirect(HOME)
