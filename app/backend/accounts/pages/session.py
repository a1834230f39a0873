from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from app.backend.accounts.openid.identity import Identity
from app.backend.accounts.sign_in import sign_in


def begin_session(request: HttpRequest, identity: Identity) -> None:
    """Sign in the entity that somebody has shown to be. Raises `Invalid` as `sign_in` does."""
    login(request, sign_in(identity), backend=settings.AUTHENTICATION_BACKENDS[0])
    # Each sign-in begins a session; so does whoever begins one and goes away.
    request.session.clear_expired()
