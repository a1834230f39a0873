"""Keyed hashes of tokens: a stolen table opens nothing, and not even a guess can be tried without the key."""

import hashlib
import hmac

from django.conf import settings


def token_hash(token: str) -> str:
    """Return what is stored of a new token: HMAC-SHA-256 with the newest key, 64 hexadecimal digits."""
    return token_hashes(token)[0]


def token_hashes(token: str) -> list[str]:
    """Return what may be stored of a token: a hash for each key, that of the newest first."""
    return [
        hmac.new(key.get_secret_value().encode(), token.encode(), hashlib.sha256).hexdigest()
        for key in settings.BACKEND.token_keys
    ]
