"""What can be changed at run time to make this Trello slow, limited or broken."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from app.sandbox.webhooks.signature import Encoding
from app.settings.sandbox import SandboxSettings


class Failure(BaseModel):
    """Which requests fail, and how.

    `kind` is an HTTP status from 400 to 599, `timeout` (no answer ever comes) or `disconnect` (the connection
    is closed without an answer). `every` n-th request that matches fails, or each with `probability`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[int, Field(ge=400, le=599)] | Literal["timeout", "disconnect"] = 503
    every: int | None = Field(None, ge=1)
    probability: float = Field(1.0, ge=0, le=1)
    route: str = Field("", description="Path prefix without /1, such as /boards; empty for all.")


class Switches(BaseModel):
    """All switches. Each has the value here unless the environment or the control surface says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    latency_ms: int = Field(0, ge=0, le=60_000, description="Wait before every answer.")
    jitter_ms: int = Field(0, ge=0, le=60_000, description="Up to this much more, at random.")
    limits: Literal["off", "strict"] = Field(
        "off",
        description="strict: refuse with 429 what Trello would; off: only count, and say so in headers.",
    )
    retry_after: bool = Field(False, description="Whether a 429 has a Retry-After header.")
    count_batched: bool = Field(
        False, description="Whether the URLs inside a batch count towards the limits."
    )
    webhook_retry_scale: float = Field(
        1.0, ge=0, le=10, description="Webhooks try again after 30, 60 and 120 seconds times this."
    )
    webhook_signature: Encoding = Field(
        "utf-8", description="binary: sign what webhooks send as Trello's older documentation had it."
    )
    failure: Failure | None = Field(None, description="Requests that fail on purpose.")

    @classmethod
    def from_settings(cls, settings: SandboxSettings) -> Self:
        """Return the switches as the environment sets them; no request fails on purpose at the start."""
        return cls(
            latency_ms=settings.latency_ms,
            jitter_ms=settings.jitter_ms,
            limits=settings.limits,
            retry_after=settings.retry_after,
            count_batched=settings.count_batched,
        )
