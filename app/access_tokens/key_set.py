"""The public keys of an issuer (RFC 7517, JSON Web Key), and where they are."""

import json
from typing import Any, Final, Self

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from app.settings.access_tokens import AccessTokenIssuer

MAX_KEYS: Final = 100

_PUBLIC_TYPES: Final = frozenset({"RSA", "EC", "OKP"})
"""Types of keys that have a public half: a token is never checked with what could sign it."""


class NotUnderstood(Exception):  # noqa: N818  # a verdict on what was answered
    """An issuer has answered what is neither its metadata nor its keys; the message is for the log."""


class KeySet:
    """Keys, by their ids."""

    def __init__(self, keys: list[dict[str, Any]]) -> None:
        self._keys = keys

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Return the keys of a JSON Web Key Set that tokens may be signed with; others are left out.

        Raises `NotUnderstood`.
        """
        keys = _object(body).get("keys")
        if not isinstance(keys, list):
            raise NotUnderstood("there are no keys")
        return cls([each for each in keys[:MAX_KEYS] if isinstance(each, dict) and _may_sign(each)])

    def find(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """Return the key of an id that an algorithm can use; without an id, the only one that it can."""
        named = [each for each in self._keys if kid is None or each.get("kid") == kid]
        found = [key for each in named if (key := _key(each, algorithm))]
        if kid is None and len(found) > 1:
            return None
        return found[0] if found else None


def keys_url(issuer: AccessTokenIssuer, metadata: bytes) -> str:
    """Return where an issuer has its keys, by its metadata (OpenID Connect Discovery 1.0, section 3).

    Raises `NotUnderstood` if the metadata is another's, or what it says could be changed on the way.
    """
    said = _object(metadata)
    if said.get("issuer") != issuer.issuer:
        raise NotUnderstood("the metadata is of another issuer")
    url = said.get("jwks_uri")
    schemes = ("https://",) if issuer.is_encrypted else ("https://", "http://")
    if not isinstance(url, str) or not url.startswith(schemes):
        raise NotUnderstood("the metadata has no jwks_uri that can be used")
    return url


def _object(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        decoded = None
    if not isinstance(decoded, dict):
        raise NotUnderstood("the answer is no JSON object")
    return decoded


def _may_sign(key: dict[str, Any]) -> bool:
    return key.get("kty") in _PUBLIC_TYPES and key.get("use", "sig") == "sig"


def _key(key: dict[str, Any], algorithm: str) -> PyJWK | None:
    if key.get("alg", algorithm) != algorithm:
        return None
    try:
        return PyJWK.from_dict(key, algorithm)
    except (PyJWTError, KeyError, TypeError, ValueError):
        return None
