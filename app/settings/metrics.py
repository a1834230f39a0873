"""Where metrics are served."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class MetricsSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_METRICS_``."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_METRICS_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    enabled: bool = Field(True, description="Whether metrics are served.")
    host: str = Field("127.0.0.1", description="Address they are served at: never that of the public port.")
    port: int = Field(9090, ge=0, le=65535, description="Port of their own; 0 takes a free one.")
