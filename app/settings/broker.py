"""Where messages for workers go."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _broker_url(value: SecretStr | None) -> SecretStr | None:
    if value and not value.get_secret_value().startswith(("amqp://", "amqps://", "redis://", "rediss://")):
        raise ValueError("write it as amqp://user:password@host:5672/vhost, amqps:// for TLS, or redis://")
    return value


BrokerUrl: TypeAlias = Annotated[SecretStr | None, AfterValidator(_broker_url)]
"""A URL, which may hold a password."""


class BrokerSettings(BaseSettings):
    """Environment variables that begin with ``BROKER_``."""

    model_config = SettingsConfigDict(
        env_prefix="BROKER_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: BrokerUrl = Field(None, description="RabbitMQ that jobs go through; REDIS_URL's Redis when unset.")
    timeout_seconds: float = Field(1.0, gt=0, description="Longest wait for a connection to it.")
