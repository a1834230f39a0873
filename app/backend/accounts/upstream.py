"""Where entities link an account that they have elsewhere; `settings.UPSTREAM` names whoever knows where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class UpstreamAccount:
    """Whose a token is: what the account is called there, and when the token ends, or None if it does not."""

    name: str
    ends: datetime | None


NOT_ASKED: Final = UpstreamAccount("", None)
"""Whoever it is."""


class Upstream(Protocol):
    """What has to be done where the accounts are. Whatever is raised is safe to show, and is no secret."""

    def authorize_url(self, return_url: str) -> str:
        """Return where people let this service act for them.

        They come back to `return_url`, with `#token=…` behind it.
        """
        ...

    def account_of(self, token: SecretStr) -> UpstreamAccount:
        """Return whose token it is.

        Raises `Invalid` for one that cannot be used, and `Unavailable` if that cannot be found out now.
        """
        ...

    def revoke(self, token: SecretStr) -> None:
        """End a token there, if it has not ended. Raises `Unavailable` if that cannot be done now."""
        ...


def upstream() -> Upstream:
    """Return the one that is configured."""
    return cast("Upstream", import_string(settings.UPSTREAM)())
