"""What stands for credentials wherever they must not be: in keys of Redis, and in memory for long.

Fingerprints are HMACs (RFC 2104) with a key that all processes share, so that all of them have the same one
for the same credential, and nobody without the key can tell whose it is.
"""

import hmac
from dataclasses import dataclass

from pydantic import SecretStr

from app.trello.credentials import Credentials


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """32 hexadecimal digits for the member's token, and as many for the application's API key.

    At Trello a token is one member's at one application, so that `token` alone tells two viewers apart.
    """

    token: str
    api_key: str


class Fingerprints:
    """Makes fingerprints. `key` is the same in all processes; it may have other uses."""

    def __init__(self, key: SecretStr) -> None:
        self._key = key.get_secret_value().encode()

    def of(self, credentials: Credentials) -> Fingerprint:
        """Return the fingerprint of credentials; it takes about two microseconds."""
        return Fingerprint(self._of("token", credentials.token), self._of("api_key", credentials.api_key))

    def _of(self, kind: str, secret: SecretStr) -> str:
        # What is hashed with the key here is nothing else, whatever uses it has.
        message = f"trello {kind}:{secret.get_secret_value()}".encode()
        return hmac.digest(self._key, message, "sha256").hex()[:32]
