"""To a provider, and back."""

import secrets
from typing import cast

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from app.backend.accounts.openid.errors import PROVIDER_FAILURES
from app.backend.accounts.openid.protocol import OpenIDConnect
from app.backend.accounts.openid.providers import provider_of
from app.backend.accounts.pages.failure import failed
from app.backend.accounts.pages.paths import own_path
from app.backend.errors import BackendError


@require_safe
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send whoever signs in to the provider, with state, nonce and a challenge (PKCE, RFC 7636)."""
    configured = provider_of(provider_id)
    nonce = secrets.token_urlsafe(32)
    provider = OpenIDConnect(request, provider_id).get_provider()
    provider.oauth2_adapter_class = OpenIDConnect
    try:
        redirect = provider.redirect(
            request,
            AuthProcess.LOGIN,
            next_url=own_path(request.GET.get("next")),
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except PROVIDER_FAILURES as error:
        return failed(request, configured.name, error)
    return cast("HttpResponse", redirect)


@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Exchange the code that the provider has sent, and sign in whoever it stands for."""
    configured = provider_of(provider_id)
    try:
        view = OAuth2CallbackView.adapter_view(OpenIDConnect(request, provider_id))
        return cast("HttpResponse", view(request))
    except (*PROVIDER_FAILURES, BackendError) as error:
        return failed(request, configured.name, error)
