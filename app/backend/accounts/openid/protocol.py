"""OpenID Connect as django-allauth speaks it, and what it leaves to others."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from app.backend.accounts.openid.errors import Untrusted
from app.backend.accounts.openid.providers import provider_of


class OpenIDConnect(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # django-allauth is not typed
    """Believes a provider that calls itself by its issuer, and id tokens that it has signed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the provider's metadata. Raises `Untrusted` if it is another's.

        OpenID Connect Discovery 1.0, section 4.3
        """
        config: dict[str, Any] = super().openid_config
        if config["issuer"] != provider_of(self.provider_id).issuer:
            raise Untrusted("the metadata is of another issuer")
        return config

    def get_access_token_data(self, *arguments: Any, **named: Any) -> Any:
        """Return what the code was exchanged for, which must have an id token."""
        data = super().get_access_token_data(*arguments, **named)
        if "id_token" not in data:
            raise Untrusted("there is no id token")
        # Else the signature would not be checked, for TLS vouches for what comes straight from the provider.
        self.did_fetch_access_token = False
        return data

    def complete_login(
        self,
        request: HttpRequest,  # noqa: ARG002
        app: Any,
        token: SocialToken,
        *,
        response: dict[str, Any],
    ) -> SocialLogin:
        """Return what the provider says, for `SignInAdapter` to judge.

        django-allauth would make an account of its own of that, and refuse subjects beyond 191 characters.
        """
        said = {
            "id_token": self._decode_id_token(app, response["id_token"]),
            "userinfo": self._fetch_user_info(token.token),
        }
        return SocialLogin(account=SocialAccount(provider=self.provider_id, extra_data=said))

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Return where the provider sends browsers back to."""
        if settings.BACKEND.public_url is None:
            return str(super().get_callback_url(request, app))
        path = reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})
        return f"{settings.BACKEND.public_url}{path}"
