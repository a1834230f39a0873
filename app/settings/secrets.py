"""Secrets that a server is given, several of each where they are replaced without a break."""

import base64
import binascii
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from app.settings.hosts import items

PLACEHOLDER: Final = "for-development-only-"
"""What every secret begins with that is no secret."""

PLACEHOLDER_ENCRYPTION_KEY: Final = base64.urlsafe_b64encode(PLACEHOLDER.ljust(32, "-").encode()).decode()

LEAST_LENGTH: Final = 50
"""Characters of a secret outside development; what Django asks of its own (security.W009)."""

MAKE_A_KEY: Final = "`openssl rand -base64 32 | tr '+/' '-_'` makes one"

_FERNET_KEY_BYTES: Final = 32


def _some(secrets: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if not secrets:
        raise ValueError("name at least one")
    return secrets


def _fernet_key(secret: SecretStr) -> SecretStr:
    try:
        length = len(base64.urlsafe_b64decode(secret.get_secret_value()))
    except (binascii.Error, ValueError):
        length = 0
    if length != _FERNET_KEY_BYTES:
        raise ValueError(f"must be keys of 32 bytes in URL-safe base64 ({MAKE_A_KEY})")
    return secret


Secrets: TypeAlias = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(items), AfterValidator(_some)]
"""Secrets with commas between. The first is used for what is new, all of them for what is there."""

EncryptionKeys: TypeAlias = Annotated[
    tuple[Annotated[SecretStr, AfterValidator(_fernet_key)], ...],
    NoDecode,
    BeforeValidator(items),
    AfterValidator(_some),
]
"""The same, of keys for Fernet (https://cryptography.io/en/latest/fernet/)."""


def is_safe(secret: SecretStr) -> bool:
    """Whether a secret may be used outside development."""
    value = secret.get_secret_value()
    return len(value) >= LEAST_LENGTH and not value.startswith(PLACEHOLDER)


def is_safe_key(key: SecretStr) -> bool:
    """Whether a key for Fernet may be used outside development."""
    return key.get_secret_value() != PLACEHOLDER_ENCRYPTION_KEY
