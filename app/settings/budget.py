"""How much may be asked of the upstream, by all processes together."""

from typing import Final, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MOST: Final = 100_000
"""Redis remembers each request for as long as its window lasts."""


class BudgetSettings(BaseSettings):
    """Environment variables that begin with ``TRELLO_BUDGET_``.

    The defaults are Trello's own limits (https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/).
    """

    model_config = SettingsConfigDict(
        env_prefix="TRELLO_BUDGET_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    enabled: bool = Field(
        default=True, description="Whether requests to Trello are held back so that it refuses none."
    )
    per_token: int = Field(
        100, ge=1, le=MOST, description="Requests with one token in each TRELLO_BUDGET_SECONDS."
    )
    per_key: int = Field(
        300, ge=1, le=MOST, description="Requests with one API key in each TRELLO_BUDGET_SECONDS."
    )
    seconds: int = Field(10, ge=1, description="Length of the window that those are counted in.")
    per_special_route: int = Field(
        100,
        ge=1,
        le=MOST,
        description="Requests with one token for members by their id, and for searches, in each "
        "TRELLO_BUDGET_SPECIAL_SECONDS.",
    )
    special_seconds: int = Field(900, ge=1, description="Length of the window that those are counted in.")
    margin_seconds: int = Field(
        1,
        ge=0,
        description="How much longer each window is taken for: requests are not equally long under way, and "
        "clocks of hosts differ.",
    )
    batch_price: Literal["urls", "one"] = Field(
        "urls", description="What a batch counts: as many requests as it has urls, or one."
    )
    longest_wait_seconds: float = Field(
        15.0, ge=0, description="Longest wait for room in the budget, if no deadline comes before."
    )
    processes: int = Field(
        4, ge=1, description="Processes that share the budget: while Redis is away, each takes its part."
    )
