"""What the backend says of a token (RFC 7662, OAuth 2.0 Token Introspection)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class InactiveToken(BaseModel):
    """No token, or one that is expired or revoked; which of these is not said (section 2.2)."""

    model_config = ConfigDict(frozen=True)

    active: Literal[False] = False


class ActiveToken(BaseModel):
    """A token that may be used, and whose it is.

    `iss` and `sub` are the entity: its tenant, and its account there. `iat` and `exp` are seconds since 1970;
    `exp` is None if the token never expires. `jti` identifies the token itself, in events as well. What the
    RFC does not register follows: the entity's id, the persona, what its provider said of it when it signed
    in, whether it administers this service, and whether it has linked Trello.
    """

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = 1
    active: Literal[True] = True
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # RFC 6750
    iss: str
    sub: str
    jti: str
    iat: int
    exp: int | None = None
    entity: int
    persona: str
    groups: tuple[str, ...]
    admin: bool
    trello_linked: bool
