"""From a JSON Web Token to whose it is (RFC 9068, JWT Profile for OAuth 2.0 Access Tokens)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import jwt
from jwt import PyJWTError
from jwt import exceptions as told

from app.access_tokens.key_ring import KeyRing
from app.access_tokens.refusals import KeysUnknown, Refused
from app.settings.access_tokens import AccessTokenIssuer

LEEWAY_SECONDS: Final = 30
"""How far clocks may be apart."""

MAX_LENGTH: Final = 8192
MAX_ACCOUNT_LENGTH: Final = 255

_FORM: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", re.ASCII)
_TYPES: Final = frozenset({"at+jwt", "application/at+jwt", "jwt"})
"""What a token may say that it is; many providers do not follow RFC 9068 here, and say `JWT` or nothing."""

_UNREADABLE: Final = "This is no access token that can be read: it is mistyped or cut off."


@dataclass(frozen=True, slots=True)
class Header:
    """What a token says of itself before anybody has vouched for it."""

    issuer: AccessTokenIssuer
    algorithm: str
    kid: str | None


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token says whose signature is its issuer's, and which is for us.

    `issued` and `ends` are seconds since 1970; it ends later than it says, by as much as clocks may be apart.
    `claims` are all that it says but for its groups.
    """

    issuer: str
    account: str
    id: str
    issued: int
    ends: int
    groups: tuple[str, ...]
    claims: Mapping[str, Any]


def looks_like_one(token: str) -> bool:
    """Whether a text has the form of a signed token; it takes no time to see."""
    return len(token) <= MAX_LENGTH and bool(_FORM.fullmatch(token))


def read_header(token: str, issuers: Iterable[AccessTokenIssuer]) -> Header:
    """Return which of the issuers has to vouch for a token, and with which key. Raises `Refused`."""
    try:
        header = jwt.get_unverified_header(token)
        said = jwt.decode(token, options={"verify_signature": False})
    except (PyJWTError, ValueError, RecursionError):
        raise Refused(_UNREADABLE) from None
    issuer = next((each for each in issuers if each.issuer == said.get("iss")), None)
    if issuer is None:
        raise Refused("The access token is of an issuer that is not known here.")
    if str(header.get("typ", "jwt")).lower() not in _TYPES:
        raise Refused("The token is no access token, but one of another type.")
    # Now, so that no key is looked for on behalf of what could not be believed with any.
    algorithm = header.get("alg")
    if algorithm not in issuer.algorithms:
        raise Refused("The access token is not signed in a way that is taken here.")
    return Header(issuer, algorithm, header.get("kid"))


def verify(token: str, header: Header, ring: KeyRing) -> AccessToken:
    """Return what a token says, once its issuer's keys vouch for it. Raises `Refused` or `KeysUnknown`."""
    key = ring.keys.find(header.kid, header.algorithm)
    if key is None:
        if not ring.is_current:
            raise KeysUnknown
        raise Refused("The access token is signed with a key that its issuer does not have.")
    try:
        claims = jwt.decode(
            token,
            key=key,
            algorithms=[header.algorithm],
            audience=header.issuer.audience,
            issuer=header.issuer.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat"], "enforce_minimum_key_length": True},
        )
        account = claims["sub"]
        if not 0 < len(account) <= MAX_ACCOUNT_LENGTH or account != account.strip():
            raise Refused("The access token names no account that can be known here.")
        groups = claims.pop(header.issuer.groups_claim, None)
        return AccessToken(
            issuer=header.issuer.issuer,
            account=account,
            id=claims.get("jti", ""),
            issued=int(claims["iat"]),
            ends=int(claims["exp"]) + LEEWAY_SECONDS,
            groups=groups_of(groups),
            claims=claims,
        )
    except (PyJWTError, ValueError, OverflowError, TypeError) as error:
        _refuse(error, header.issuer)


def groups_of(said: Any) -> tuple[str, ...]:
    """Return the groups that a provider names, each once; whatever is none is left out."""
    if not isinstance(said, list):
        return ()
    named = (each for each in said if isinstance(each, str) and 0 < len(each) <= MAX_ACCOUNT_LENGTH)
    return tuple(dict.fromkeys(named))


def _refuse(error: Exception, issuer: AccessTokenIssuer) -> NoReturn:
    match error:
        case told.ExpiredSignatureError():
            reason = "The access token has expired: get a new one."
        case told.ImmatureSignatureError():
            reason = "The access token is not valid yet: is a clock wrong?"
        case told.InvalidAudienceError():
            reason = f"The access token is for another service: get one for {issuer.audience}."
        case told.MissingRequiredClaimError():
            reason = f"The access token has no claim `{error.claim}`."
        case told.InvalidSignatureError() | told.InvalidKeyError():
            reason = "The signature of the access token is not its issuer's."
        case _:
            reason = _UNREADABLE
    raise Refused(reason) from None
