"""Where the upstream is and how long it may take."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from yarl import URL

SANDBOX_URL: Final = "http://127.0.0.1:8090/1"
SANDBOX_API_KEY: Final = "0123456789abcdef0123456789abcdef"
SANDBOX_TOKEN: Final = "ada" + "0" * 61
"""Credentials of the offline Trello's first member. They open nothing anywhere else."""
SANDBOX_API_SECRET: Final = "0123456789abcdef" * 4
"""The secret that belongs to the offline Trello's API key: it signs what webhooks send."""

LOOPBACK_HOSTS: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def _trello_url(value: str) -> str:
    try:
        url = URL(value.strip())
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host or " " in url.host:
        raise ValueError("write it as https://api.trello.com/1")
    if url.user or url.password or url.query_string or url.fragment:
        raise ValueError("leave credentials and parameters out of it; use TRELLO_API_KEY and TRELLO_TOKEN")
    return f"{url.origin()}{url.raw_path.rstrip('/') or '/1'}"


def _page_url(value: str | None) -> str | None:
    try:
        url = URL(value or SANDBOX_URL)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host or url.query_string or url.fragment:
        raise ValueError("write it as https://trello.com/1/authorize")
    return value


def _stripped(value: SecretStr | None) -> SecretStr | None:
    """Return a secret without the line end that it has if a file's content became the variable."""
    text = value.get_secret_value().strip() if value else ""
    return SecretStr(text) if text else None


_Secret: TypeAlias = Annotated[SecretStr | None, AfterValidator(_stripped)]


class TrelloSettings(BaseSettings):
    """Environment variables that begin with ``TRELLO_``."""

    model_config = SettingsConfigDict(
        env_prefix="TRELLO_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: Annotated[str, AfterValidator(_trello_url)] = Field(
        SANDBOX_URL, description="Base URL of Trello's REST API; the offline Trello when unset."
    )
    api_key: _Secret = Field(None, description="API key of the application at Trello.")
    token: _Secret = Field(
        None, description="Token of the member whose boards are served; may be left out with AUTH=tokens."
    )
    token_shared: bool | None = Field(
        None,
        description="With AUTH=tokens, whether TRELLO_TOKEN is used for viewers who have not linked Trello; "
        "when unset, only the offline Trello's own token is.",
    )
    authorize_url: Annotated[str | None, AfterValidator(_page_url)] = Field(
        None,
        description="Page where members let the application act for them; when unset, Trello's own, or that "
        "of the offline Trello.",
    )
    application_name: str = Field(
        "GraphQL API", description="What members are told there that the application is called."
    )
    link_expiration: Literal["1hour", "1day", "30days", "never"] = Field(
        "never", description="For how long they let it act for them."
    )
    connect_timeout_seconds: float = Field(3.0, gt=0, description="Longest wait for a connection to Trello.")
    timeout_seconds: float = Field(
        15.0, gt=0, description="Longest wait for one answer of Trello, from sending to the last byte."
    )
    connections: int = Field(64, ge=1, description="Connections to Trello kept open at most.")

    @property
    def application_key(self) -> SecretStr:
        """The configured key, or the offline Trello's own."""
        return self.api_key or SecretStr(SANDBOX_API_KEY)

    @property
    def authorize_page(self) -> str:
        """Where members let the application act for them: Trello's pages are not where its API is."""
        url = URL(self.url)
        base = url.with_host("trello.com") if url.host == "api.trello.com" else url
        return self.authorize_url or f"{base}/authorize"

    @property
    def is_loopback(self) -> bool:
        """Whether the upstream is on this machine, as the offline Trello is."""
        return URL(self.url).host in LOOPBACK_HOSTS

    def demand_a_key(self) -> None:
        """Raise `ValueError` if the upstream cannot be asked for lack of an API key."""
        if not (self.is_loopback or self.api_key):
            raise ValueError(
                "TRELLO_URL names a Trello that needs credentials: set TRELLO_API_KEY, and TRELLO_TOKEN with "
                "AUTH=off (https://trello.com/power-ups/admin shows how to get both)"
            )
