"""Which requests are answered: by the name they call, the page that sends them, the time they take."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.hosts import Hosts, items
from app.settings.origin import Origin

Origins: TypeAlias = Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(items)]


class HttpSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_`` and say which requests are answered."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    allowed_hosts: Hosts = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Names that requests may call the gateway by, with commas between; `*.example.com` is "
        "every name below that one. GATEWAY_HOST is always among them, and probes of health may use any.",
    )
    allowed_origins: Origins = Field(
        (),
        description="Origins of other hosts' web pages that may use the gateway, with commas between: "
        "`https://app.example.com`.",
    )
    shares_queries: bool = Field(
        True,
        validation_alias="GATEWAY_SHARE_QUERIES",
        description="Whether equal queries of one viewer that are under way at once are executed once.",
    )
    kept_answer_bytes: int = Field(
        16_777_216,
        ge=0,
        validation_alias="GATEWAY_KEPT_ANSWER_BYTES",
        description="Memory for answers that are given again to equal queries while all that they were made "
        "of is fresh; 0 keeps none. It takes GATEWAY_SHARE_QUERIES.",
    )
    body_timeout_seconds: float = Field(
        15.0, gt=0, description="Longest time that the body of a request may take to arrive."
    )
