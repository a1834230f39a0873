"""Where to go next, which is never another site."""

from typing import Final

from django.utils.http import url_has_allowed_host_and_scheme

HOME: Final = "/login"
"""The page that says who is signed in."""


def own_path(wanted: str | None) -> str:
    """Return a path of this server, or the page that says who is signed in if `wanted` is none."""
    is_own = wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted and is_own else HOME
