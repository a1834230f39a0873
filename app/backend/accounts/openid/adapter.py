"""Where django-allauth asks what to do next."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest, HttpResponseRedirect

from app.backend.accounts.openid.identity import identity_of
from app.backend.accounts.openid.providers import provider_of
from app.backend.accounts.pages.failure import failed
from app.backend.accounts.pages.paths import own_path
from app.backend.accounts.pages.session import begin_session


class SignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # django-allauth is not typed
    """Takes over once a provider has answered.

    django-allauth would look for a user with the same e-mail address then, and link the two.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in the entity that issuer and subject name, and go to where whoever signs in came from."""
        provider = provider_of(sociallogin.account.provider)
        identity = identity_of(provider, sociallogin.account.extra_data, sociallogin.state.get("nonce"))
        begin_session(request, identity)
        raise ImmediateHttpResponse(HttpResponseRedirect(own_path(sociallogin.state.get("next"))))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> None:
        """Tell whoever signs in, in one of our pages."""
        raise ImmediateHttpResponse(
            failed(request, provider.name, exception, is_cancelled=error == AuthError.CANCELLED)
        )
