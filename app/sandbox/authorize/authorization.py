"""What a program asks of a member."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from yarl import URL

from app.sandbox.errors import Refusal, bad_credentials, invalid_value
from app.sandbox.models import ALL_SCOPES
from app.sandbox.params import Params
from app.settings.trello import LOOPBACK_HOSTS

LIFETIMES: Final[Mapping[str, timedelta | None]] = {
    "1hour": timedelta(hours=1),
    "1day": timedelta(days=1),
    "30days": timedelta(days=30),
    "never": None,
}
_LONGEST_NAME: Final = 256
_ADDRESS: Final = re.compile(r"[!-\[\]-~]{1,2048}")
"""Printable ASCII but for the backslash, which browsers take for a slash."""


@dataclass(frozen=True)
class Authorization:
    """A token for the application `name`, with `scopes`, for one of `LIFETIMES`.

    It is sent to `return_url`, or shown if that is empty.
    """

    key: str
    name: str
    scopes: tuple[str, ...]
    expiration: str
    return_url: str

    @property
    def fields(self) -> dict[str, str]:
        """The parameters that say the same again."""
        return {
            "key": self.key,
            "name": self.name,
            "scope": ",".join(self.scopes),
            "expiration": self.expiration,
            "return_url": self.return_url,
        }


def requested(params: Params, applications: Mapping[str, str]) -> Authorization:
    """Return what is asked for; refuse what cannot be. `applications` are the names of all by their keys."""
    key = params.text("key")
    if key not in applications:
        raise bad_credentials("invalid key")
    name = params.text("name") or applications[key]
    if len(name) > _LONGEST_NAME:
        raise invalid_value("name")
    params.choice("response_type", ("token",), "token")
    params.choice("callback_method", ("fragment",), "fragment")
    expiration = params.choice("expiration", LIFETIMES, "30days")
    return Authorization(key, name, _scopes(params), expiration, _return_url(params))


def _scopes(params: Params) -> tuple[str, ...]:
    wanted = {each.lower() for each in params.names("scope")} or {"read"}
    if not wanted <= {*ALL_SCOPES}:
        raise invalid_value("scope")
    return tuple(each for each in ALL_SCOPES if each in wanted)


def _return_url(params: Params) -> str:
    """Return the address that the member is sent back to, on this machine, empty if there is none."""
    value = params.text("return_url")
    if value and not _is_here(value):
        hosts = ", ".join(sorted(LOOPBACK_HOSTS))
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            f"invalid value for return_url: it must begin with http:// or https:// and one of {hosts}",
        )
    return value


def _is_here(address: str) -> bool:
    try:
        url = URL(address) if _ADDRESS.fullmatch(address) else URL()
    except ValueError:
        return False
    return url.scheme in {"http", "https"} and url.user is None and url.host in LOOPBACK_HOSTS
