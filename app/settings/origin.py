"""Where a web page is from (RFC 6454)."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator
from yarl import URL


def _origin(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    more = url.user or url.password or url.query_string or url.fragment or url.path not in {"", "/"}
    if url.scheme not in {"http", "https"} or not url.host or set(url.host) & {"*", " "} or more:
        raise ValueError("write each as https://app.example.com, with its port if it has one, and no path")
    return str(url.origin())


Origin: TypeAlias = Annotated[str, AfterValidator(_origin)]
"""Scheme, host and port of a URL."""
