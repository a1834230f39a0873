"""Where Redis is, and how long to wait for it."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _redis_url(value: SecretStr | None) -> SecretStr | None:
    if value and not value.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("write it as redis://host:6379/0, rediss:// for TLS, or unix:// for a socket")
    return value


RedisUrl: TypeAlias = Annotated[SecretStr | None, AfterValidator(_redis_url)]
"""A URL, which may hold a password."""


class RedisSettings(BaseSettings):
    """Environment variables that begin with ``REDIS_``."""

    model_config = SettingsConfigDict(env_prefix="REDIS_", env_ignore_empty=True, extra="ignore", frozen=True)

    url: RedisUrl = Field(
        None,
        description="Redis that all processes share; without one, each keeps to itself what it would share. "
        "`make run` starts an embedded one when unset.",
    )
    prefix: str = Field("gateway:", description="What every key begins with.")
    timeout_seconds: float = Field(
        0.25, gt=0, description="Longest wait for one answer; after it, a process does without for a second."
    )
