"""Who may use which endpoints."""

import hmac

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from app.backend.accounts.introspection import Viewer, viewer_of


class ViewerRequest(HttpRequest):
    """A request of somebody who is known."""

    auth: Viewer


class ApiToken(HttpBearer):
    """An API token of an entity."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:  # noqa: ARG002
        """Return whose token it is."""
        return viewer_of(token)


class ServiceSecret(HttpBearer):
    """The secret that the other processes of this service have."""

    def authenticate(self, request: HttpRequest, token: str) -> bool:  # noqa: ARG002
        """Return whether it is one of the secrets, having compared it with all of them."""
        known = settings.BACKEND.service_secrets
        return any(
            [hmac.compare_digest(token.encode(), each.get_secret_value().encode()) for each in known]  # noqa: C419
        )
