"""`/login` and `/logout`."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from app.backend.accounts.introspection import signed_in
from app.backend.accounts.pages.paths import HOME, own_path


@require_safe
def choose_provider(request: HttpRequest) -> HttpResponse:
    """Ask where to sign in; or say who is signed in."""
    viewer = signed_in(request)
    context = {
        "entity": viewer and viewer.entity,
        "providers": settings.BACKEND.openid_providers,
        "next": own_path(request.GET.get("next")),
    }
    return render(request, "accounts/login.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; tokens stay."""
    logout(request)
    return HttpResponseRedirect(HOME)
