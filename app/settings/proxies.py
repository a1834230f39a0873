"""Which proxies are believed when they say who asks."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.hosts import items


def _network(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(value))
    except ValueError:
        raise ValueError("write each as 10.0.0.0/8, 2001:db8::/32 or a single address") from None


Networks: TypeAlias = Annotated[
    tuple[Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)], ...],
    NoDecode,
    BeforeValidator(items),
]


class ProxySettings(BaseSettings):
    """Environment variables that begin with ``GATEWAY_`` and say what is in front of it."""

    model_config = SettingsConfigDict(
        env_prefix="GATEWAY_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    trusted_proxies: Networks = Field(
        (),
        description="Networks of the proxies in front, with commas between: `10.0.0.0/8`. Only they are "
        "believed when they say for whom they ask.",
    )
    forwarded_header: Literal["X-Forwarded-For", "Forwarded"] = Field(
        "X-Forwarded-For", description="Header in which they say it; the other one may come from anybody."
    )


class BackendProxySettings(ProxySettings):
    """The same of the backend, in variables that begin with ``BACKEND_``."""

    model_config = SettingsConfigDict(
        env_prefix="BACKEND_", env_ignore_empty=True, extra="ignore", frozen=True
    )
