"""From the typed settings to those of django-allauth."""

from typing import Any

from app.settings.openid import OpenIDProvider


def provider_app(provider: OpenIDProvider) -> dict[str, Any]:
    """Return what django-allauth calls an app."""
    return {
        "provider_id": provider.id,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.client_secret.get_secret_value(),
        "settings": {
            # OpenID Connect Discovery 1.0, section 4
            "server_url": provider.issuer.removesuffix("/") + "/.well-known/openid-configuration",
            "scope": provider.scopes.split(),
        },
    }
