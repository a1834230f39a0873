"""How much is logged, and in which form."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LogSettings(BaseSettings):
    """Environment variables that begin with ``LOG_``."""

    model_config = SettingsConfigDict(env_prefix="LOG_", env_ignore_empty=True, extra="ignore", frozen=True)

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level that is logged."
    )
    format: Literal["json", "console"] = Field(
        "json",
        description="json: an object per line for machines; console: coloured lines for people, "
        "which `make run` uses unless this is set.",
    )
