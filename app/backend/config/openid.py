"""From the typed settings to those of django-allauth."""

from typing import Any

from app.settings.issuer import metadata_url
from app.settings.openid import OpenIDProvider


def provider_app(provider: OpenIDProvider) -> dict[str, Any]:
    """Return what django-allauth calls an app."""
    return {
        "provider_id": provider.id,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.client_secret.get_secret_value(),
        "settings": {"server_url": metadata_url(provider.issuer), "scope": provider.scopes.split()},
    }
