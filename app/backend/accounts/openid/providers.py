from django.conf import settings
from django.http import Http404

from app.settings.openid import OpenIDProvider


def provider_of(provider_id: str) -> OpenIDProvider:
    """Return a provider that is configured. Raises `Http404` if it is not."""
    providers: tuple[OpenIDProvider, ...] = settings.BACKEND.openid_providers
    for each in providers:
        if each.id == provider_id:
            return each
    raise Http404
