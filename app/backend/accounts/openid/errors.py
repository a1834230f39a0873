from typing import Final

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from requests import RequestException


class Untrusted(OAuth2Error):  # type: ignore[misc]  # noqa: N818  # django-allauth is not typed; a verdict
    """A provider says what cannot be believed; the message is for the log."""


PROVIDER_FAILURES: Final = (RequestException, OAuth2Error, KeyError, TypeError, ValueError)
"""A provider that is away, refuses, or answers what is no OpenID Connect: anything may be missing there."""
