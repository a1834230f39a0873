"""How the gateway finds out who asks."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ViewerSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_`` and matter with AUTH=tokens."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    verdict_seconds: Annotated[float, Field(ge=1, le=300)] = Field(
        60.0,
        description="How long it is remembered whose token it is. A token that is revoked is forgotten at "
        "once all the same, but for the rare event that does not arrive.",
    )
    stale_verdict_seconds: Annotated[float, Field(ge=0, le=1800)] = Field(
        0.0,
        description="For how much longer it is remembered while the backend is away; 0 refuses everybody "
        "then, with 503.",
    )
