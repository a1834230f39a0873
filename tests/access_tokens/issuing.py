"""An issuer of access tokens, as a test has it: with keys of its own, and whatever claims the test likes."""

import json
from time import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa_key
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app.settings.access_tokens import AccessTokenIssuer

ISSUER = "https://id.example"
AUDIENCE = "https://api.example"
_RSA_KEYS: dict[tuple[int, int], RSAPrivateKey] = {}

CONFIGURED = AccessTokenIssuer(issuer=ISSUER, audience=AUDIENCE)


def rsa_key(number: int = 1, bits: int = 2048) -> RSAPrivateKey:
    """Return a key, the same each time: it takes a while to make one."""
    if (number, bits) not in _RSA_KEYS:
        _RSA_KEYS[number, bits] = generate_rsa_key(public_exponent=65537, key_size=bits)
    return _RSA_KEYS[number, bits]


def rsa_jwk(number: int = 1, *, bits: int = 2048, **parts: Any) -> dict[str, Any]:
    """Return the public half."""
    public = rsa_key(number, bits).public_key()
    return {**RSAAlgorithm.to_jwk(public, as_dict=True), "kid": f"rsa-{number}", **parts}


EC_KEY = generate_private_key(SECP256R1())


def ec_jwk(**parts: Any) -> dict[str, Any]:
    return {**ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True), "kid": "ec", **parts}


def jwks(*keys: Any) -> bytes:
    return json.dumps({"keys": keys}).encode()


def claims(**more: Any) -> dict[str, Any]:
    """Return what a token says that may be used; a claim that is None is left out."""
    now = int(time())
    usual = {
        "iss": ISSUER,
        "sub": "ada",
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + 86_400,
        "jti": "token-1",
        "client_id": "web",
    }
    return {name: value for name, value in {**usual, **more}.items() if value is not None}


def access_token(
    key: Any = None, algorithm: str = "RS256", header: dict[str, Any] | None = None, **said: Any
) -> str:
    """Return a token, signed with the first key unless it is another; a header that is None is left out."""
    headers = {"kid": "rsa-1", "typ": "at+jwt", **(header or {})}
    if headers["kid"] is None:
        del headers["kid"]
    return jwt.encode(claims(**said), key or rsa_key(), algorithm, headers)
