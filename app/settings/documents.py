"""Which documents clients may ask for, and how they may name them."""

from pathlib import Path
from typing import Any, Literal, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Environment: TypeAlias = Literal["development", "staging", "production"]

Trust: TypeAlias = Literal["off", "log", "enforce"]


def outside_production(data: dict[str, Any]) -> bool:
    """Return the default of what is open, but not in production; a factory of defaults."""
    return data.get("environment") != "production"


def _trust(data: dict[str, Any]) -> Trust:
    return "off" if outside_production(data) else "enforce"


class DocumentSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_``, and the environment's name."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    environment: Environment = Field(
        "development",
        validation_alias="ENVIRONMENT",
        description="Which environment this is; in production, only trusted documents are served by default.",
    )
    trusted_documents: Trust = Field(
        default_factory=_trust,
        description="What happens to documents that are not in the manifest. enforce: they are refused, and "
        "nobody registers any; log: their hash and the operation's name are logged; off: nothing.",
    )
    trusted_manifest: Path | None = Field(
        None,
        description="File of the documents that are trusted, as GraphQL Code Generator, Relay or Apollo "
        "write it. Clients may ask for them by id.",
    )
    introspection: bool = Field(
        default_factory=outside_production, description="Whether questions about the schema are answered."
    )
    persisted_queries: bool = Field(
        True, description="Whether clients may register documents by hash, as automatic persisted queries do."
    )
    persisted_query_ttl_seconds: int = Field(
        86_400, ge=1, description="How long Redis keeps a registered document that nobody asks for."
    )
    persisted_query_max_bytes: int = Field(
        65_536, ge=0, description="Largest document that is registered; larger ones are only served."
    )
    persisted_query_cache_bytes: int = Field(
        4_194_304, ge=0, description="Memory for registered documents in each process, in front of Redis."
    )

    @model_validator(mode="after")
    def _demand_a_manifest(self) -> Self:
        if self.trusted_documents != "off" and self.trusted_manifest is None:
            why = "" if "trusted_documents" in self.model_fields_set else ", the default in production,"
            raise ValueError(
                f"GATEWAY_TRUSTED_DOCUMENTS={self.trusted_documents}{why} needs their file: "
                "set GATEWAY_TRUSTED_MANIFEST, or GATEWAY_TRUSTED_DOCUMENTS=off to serve any document"
            )
        return self
