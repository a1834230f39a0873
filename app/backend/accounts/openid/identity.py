"""From what a provider says to who it is."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.access_tokens.access_token import groups_of
from app.backend.accounts.models.entity import NAME_LENGTH
from app.backend.accounts.openid.errors import Untrusted
from app.settings.openid import OpenIDProvider

_OF_ONE_ANSWER: Final = frozenset(
    {
        *("iss", "sub", "aud", "azp", "client_id", "scope", "exp", "iat", "nbf", "jti", "nonce"),
        *("auth_time", "at_hash", "c_hash", "sid"),
    }
)
"""Claims that say something of one answer, and nothing of the account beyond issuer and subject."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An account at a tenant, and what the tenant says of it."""

    tenant: str
    account: str
    groups: tuple[str, ...]
    claims: Mapping[str, Any]
    is_admin: bool | None
    """None if the tenant has no say in that."""


def identity_of(provider: OpenIDProvider, said: Mapping[str, Any], nonce: str | None) -> Identity:
    """Return who it is. `said` has what django-allauth keeps: `id_token`, decoded, and perhaps `userinfo`.

    Raises `Untrusted` if that is not for this sign-in, or speaks of two accounts (OpenID Connect Core 1.0,
    sections 3.1.3.7 and 5.3.2).
    """
    id_token = said.get("id_token") or {}
    userinfo = said.get("userinfo") or {}
    account = id_token.get("sub")
    if id_token.get("iss") != provider.issuer:
        raise Untrusted("the id token is of another issuer")
    if not nonce or not hmac.compare_digest(str(id_token.get("nonce")).encode(), nonce.encode()):
        raise Untrusted("the id token is not for this sign-in")
    if (
        not isinstance(account, str)
        or not isinstance(userinfo, Mapping)
        or userinfo.get("sub", account) != account
    ):
        raise Untrusted("id token and userinfo name no account, or two")
    groups = groups_of({**id_token, **userinfo}.get(provider.groups_claim))
    return Identity(
        tenant=provider.issuer,
        account=account,
        groups=groups,
        claims=claims_of({**id_token, **userinfo}, provider.groups_claim),
        is_admin=None if provider.admin_group is None else provider.admin_group in groups,
    )


def claims_of(said: Mapping[str, Any], *but: str) -> dict[str, Any]:
    """Return the claims that say something of an account, and that can be believed and kept."""
    left_out = {*_OF_ONE_ANSWER, *but}
    if said.get("email_verified") is not True:
        # Anybody can tell a provider that they have any address.
        left_out.add("email")
    return {name: value for name, value in said.items() if name not in left_out and len(name) <= NAME_LENGTH}
