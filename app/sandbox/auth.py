"""Who asks: the API key and token of a request, and the member they stand for.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from app.sandbox.dates import parse_time
from app.sandbox.errors import bad_credentials, not_allowed
from app.sandbox.models import Token
from app.sandbox.params import Params
from app.sandbox.store import World

_OAUTH_PARAMETER: Final = re.compile(r'(oauth_\w+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True)
class Credentials:
    """What a request carries, good or not; `in_header` says whether the OAuth header carries it."""

    key: str | None
    token: str | None
    in_header: bool = False


def credentials(headers: Mapping[str, str], params: Params) -> Credentials:
    """Return the credentials from the `Authorization: OAuth` header, else from the parameters.

    The header may be the short form or a signed OAuth 1.0a one (RFC 5849, 3.5.1). No signature is checked.
    """
    scheme, _, rest = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "oauth":
        found = {name: unquote(value) for name, value in _OAUTH_PARAMETER.findall(rest)}
        return Credentials(found.get("oauth_consumer_key"), found.get("oauth_token"), in_header=True)
    return Credentials(params.get("key"), params.get("token"))


def authenticate(world: World, given: Credentials, method: str, now: datetime) -> Token | None:
    """Return the token, or None where there is only a key, which opens what is public.

    A token needs the scope `read` to read and `write` to write. Raises `Refusal` for credentials that are
    missing, unknown, expired, or lack the scope.
    """
    reads = method in {"GET", "HEAD"}
    if not given.key and not given.token:
        raise not_allowed() if reads else bad_credentials("missing scopes")
    if given.key not in world.keys:
        raise bad_credentials("invalid key")
    if not given.token:
        if reads:
            return None
        raise bad_credentials("missing scopes")
    token = world.tokens.one("value", given.token)
    if token is None:
        raise bad_credentials("invalid token")
    if has_expired(token, now):
        raise bad_credentials("expired token")
    if ("read" if reads else "write") not in token.scopes:
        raise bad_credentials("missing scopes")
    return token


def has_expired(token: Token, now: datetime) -> bool:
    """Return whether a token's time is over."""
    expires = parse_time(token.date_expires) if token.date_expires else None
    return expires is not None and expires <= now
