"""Everything the offline Trello is told by its environment."""

import os
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, IPvAnyNetwork
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.logs import LogSettings


def _paths(value: Any) -> Any:
    """Return the paths in a text, which a comma or the separator of `PATH` parts and so cannot hold."""
    if not isinstance(value, str):
        return value
    return [Path(part.strip()) for part in re.split(f"[,{os.pathsep}]", value) if part.strip()]


def _items(value: Any) -> Any:
    """Return what stands between the commas of a text."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class SandboxSettings(BaseSettings):
    """Environment variables that begin with ``SANDBOX_``, and the environment's name."""

    model_config = SettingsConfigDict(
        env_prefix="SANDBOX_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    environment: Literal["development", "staging", "production"] = Field(
        "development",
        validation_alias="ENVIRONMENT",
        description="Which environment this is; the control surface works in development only.",
    )
    host: str = Field("127.0.0.1", description="Address the offline Trello listens on.")
    port: int = Field(8090, ge=0, le=65535, description="Port it listens on; 0 takes a free one.")
    exports: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_paths)] = Field(
        (), description="Board exports to load, separated by commas or as PATH is."
    )
    latency_ms: int = Field(0, ge=0, le=60_000, description="Wait before every answer, in milliseconds.")
    jitter_ms: int = Field(0, ge=0, le=60_000, description="Up to this much more, at random.")
    limits: Literal["off", "strict"] = Field(
        "off", description="strict: answer 429 where Trello would; off: count only."
    )
    retry_after: bool = Field(False, description="Whether a 429 has a Retry-After header.")
    count_batched: bool = Field(
        False, description="Whether the requests inside a batch count towards the limits."
    )
    webhook_networks: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_items)] = Field(
        (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128")),
        description="Networks that webhooks may reach, by address, separated by commas.",
    )
    logs: LogSettings = Field(default_factory=LogSettings)
