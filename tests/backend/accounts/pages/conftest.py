"""Browsers, where a provider is configured."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from app.backend.accounts.sign_in import sign_in
from app.backend.config.openid import provider_app
from app.backend.config.settings import BACKEND
from tests.backend.accounts.pages.browsing import ADA, AWAY


@pytest.fixture
def stranger(db: None) -> Iterator[Client]:  # noqa: ARG001
    """A browser, where a provider is configured that is away."""
    with override_settings(
        BACKEND=BACKEND.model_copy(update={"openid_providers": (AWAY,)}),
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [provider_app(AWAY)]}},
    ):
        yield Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def browser(stranger: Client) -> Client:
    """A browser in which Ada is signed in."""
    stranger.force_login(sign_in(ADA))
    return stranger
