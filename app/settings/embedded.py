"""What `make run` is told by its environment, beside what it hands to the processes it starts."""

from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.settings.backend import BackendSettings
from app.settings.gateway import GatewaySettings
from app.settings.logs import LogSettings
from app.settings.sandbox import SandboxSettings

EMBEDDED_HOST: Final = "127.0.0.1"
"""Where everything embedded listens: none of it asks for a password."""


class EmbeddedRedisSettings(BaseSettings):
    """Environment variables that begin with ``EMBEDDED_REDIS_``."""

    model_config = SettingsConfigDict(
        env_prefix="EMBEDDED_REDIS_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    port: int = Field(6390, ge=0, le=65535, description="Port of the embedded Redis; 0 takes a free one.")
    logs: LogSettings = Field(default_factory=LogSettings)


class SupervisorSettings(BaseSettings):
    """What decides which stand-ins are needed, and where everything listens."""

    model_config = SettingsConfigDict(
        env_prefix="", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    gateway: GatewaySettings = Field(default_factory=GatewaySettings)
    backend: BackendSettings = Field(default_factory=BackendSettings)
    sandbox: SandboxSettings = Field(default_factory=SandboxSettings)
    redis: EmbeddedRedisSettings = Field(default_factory=EmbeddedRedisSettings)
