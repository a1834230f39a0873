"""For how long answers of Trello are kept."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ObjectCacheSettings(BaseSettings):
    """Environment variables that begin with ``TRELLO_CACHE_``."""

    model_config = SettingsConfigDict(
        env_prefix="TRELLO_CACHE_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    share_in_flight: bool = Field(
        default=True, description="Whether equal requests of one token that are under way are one."
    )
    enabled: bool = Field(default=True, description="Whether answers of Trello are kept at all.")
    seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        2.0,
        description="How old an answer with boards, lists, cards or actions may get, in seconds. "
        "`@cacheControl` of the schema may allow less, for these and the following; 0 keeps none.",
    )
    member_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        300.0, description="The same of an answer with nothing but members, which Trello gives rarely."
    )
    organization_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        60.0, description="The same of an answer with nothing but organizations."
    )
    missing_seconds: Annotated[float, Field(ge=0, le=60)] = Field(
        2.0, description="How long it is remembered that Trello has no such object."
    )
    stale_share: Annotated[float, Field(ge=0, le=0.9)] = Field(
        0.25,
        description="The last part of that time, in which an answer is still used, and read anew meanwhile.",
    )
    memory_bytes: int = Field(
        33_554_432, ge=0, description="Memory of one process for answers, about; the others are in Redis."
    )
