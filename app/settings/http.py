"""Who may use the gateway: the names it is called by, and the web pages that it answers."""

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

_HOST: Final = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")


def _items(value: Any) -> Any:
    """Return what stands between the commas of a text."""
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(",") if item.strip()]


def host_name(value: str) -> str:
    """Return a host as requests write it: in lower case, and in brackets if it is an IPv6 address.

    Raises `ValueError` for what is no host.
    """
    name = value.lower()
    if name.count(":") > 1 and not name.startswith("["):
        name = f"[{name}]"
    if not _HOST.fullmatch(name):
        raise ValueError("write each as api.example.com, *.example.com or an address, without scheme or port")
    return name


def _origin(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    more = url.user or url.password or url.query_string or url.fragment or url.path not in {"", "/"}
    if url.scheme not in {"http", "https"} or not url.host or set(url.host) & {"*", " "} or more:
        raise ValueError("write each as https://app.example.com, with its port if it has one, and no path")
    return str(url.origin())


Hosts: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(host_name)], ...], NoDecode, BeforeValidator(_items)
]
Origins: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_items)
]


class HttpSettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_`` and say whose requests are answered."""

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
