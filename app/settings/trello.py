"""Where the upstream is and how long it may take."""

from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SANDBOX_URL: Final = "http://127.0.0.1:8090/1"
SANDBOX_API_KEY: Final = "0123456789abcdef0123456789abcdef"
SANDBOX_TOKEN: Final = "ada" + "0" * 61
"""Credentials of the offline Trello's first member. They open nothing anywhere else."""

LOOPBACK_HOSTS: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def _trello_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write it as https://api.trello.com/1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("leave credentials and parameters out of it; use TRELLO_API_KEY and TRELLO_TOKEN")
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path or '/1'}"


class TrelloSettings(BaseSettings):
    """Environment variables that begin with ``TRELLO_``."""

    model_config = SettingsConfigDict(
        env_prefix="TRELLO_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: Annotated[str, AfterValidator(_trello_url)] = Field(
        SANDBOX_URL, description="Base URL of Trello's REST API; the offline Trello when unset."
    )
    api_key: SecretStr | None = Field(None, description="API key of the application at Trello.")
    token: SecretStr | None = Field(None, description="Token of the member whose boards are served.")
    connect_timeout_seconds: float = Field(3.0, gt=0, description="Longest wait for a connection to Trello.")
    timeout_seconds: float = Field(
        15.0, gt=0, description="Longest wait for one answer of Trello, from sending to the last byte."
    )
    connections: int = Field(64, ge=1, description="Connections to Trello kept open at most.")

    @property
    def is_loopback(self) -> bool:
        """Whether the upstream is on this machine, as the offline Trello is."""
        return urlsplit(self.url).hostname in LOOPBACK_HOSTS
