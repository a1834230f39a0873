"""Which requests are answered: by the name they call, the page that sends them, the time they take."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from app.settings.hosts import Hosts, items


def _origin(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    more = url.user or url.password or url.query_string or url.fragment or url.path not in {"", "/"}
    if url.scheme not in {"http", "https"} or not url.host or set(url.host) & {"*", " "} or more:
        raise ValueError("write each as https://app.example.com, with its port if it has one, and no path")
    return str(url.origin())


Origins: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(items)
]


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
    body_timeout_seconds: float = Field(
        15.0, gt=0, description="Longest time that the body of a request may take to arrive."
    )
