"""What a provider of OpenID Connect calls itself."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field
from yarl import URL


def _issuer(value: str) -> str:
    try:
        url = URL(value)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host or url.query_string or url.fragment or url.user:
        raise ValueError("write it as the provider does, as https://id.example.com")
    return value


Issuer: TypeAlias = Annotated[str, AfterValidator(_issuer), Field(max_length=255)]
"""An issuer, to the letter: a slash at the end makes it another one."""


def metadata_url(issuer: str) -> str:
    """Return where a provider says what there is of it (OpenID Connect Discovery 1.0, section 4)."""
    return issuer.removesuffix("/") + "/.well-known/openid-configuration"
