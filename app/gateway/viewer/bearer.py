"""The token that a request shows (RFC 6750, OAuth 2.0 Bearer Token Usage)."""

from collections.abc import Mapping
from typing import Any

from aiohttp import hdrs, web
from pydantic import SecretStr

from app.gateway.errors import Unauthenticated


def bearer_token(request: web.Request, init_payload: Mapping[str, Any]) -> SecretStr:
    """Return the token of a request, or of the payload that began its connection, which goes first.

    Raises `Unauthenticated` if there is none. URLs hold no tokens: they end up in logs.
    """
    given = [init_payload[name] for name in ("Authorization", "authorization") if name in init_payload]
    shown = given or request.headers.getall(hdrs.AUTHORIZATION, [])
    if len(shown) != 1 or not isinstance(shown[0], str):
        raise _nobody()
    scheme, _, token = shown[0].strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _nobody()
    return SecretStr(token.strip())


def _nobody() -> Unauthenticated:
    return Unauthenticated("Say who you are, by one header: `Authorization: Bearer <API token>`.")
