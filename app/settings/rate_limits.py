"""How often one may ask."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class RateLimitSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_RATE_LIMIT_``."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_RATE_LIMIT_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    per_address: int = Field(
        6000,
        ge=0,
        description="Operations and WebSocket connections that one address may begin in a minute; 0 lets any "
        "number. Behind a proxy it needs GATEWAY_TRUSTED_PROXIES, or all clients are one address.",
    )
    per_viewer: int = Field(
        1200, ge=0, description="The same of one viewer; with AUTH=off nobody is told from anybody else."
    )
