from dataclasses import dataclass, field
from typing import Self

from pydantic import SecretStr

from app.contracts.introspection import ActiveToken


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks: an account at a tenant, known by a token.

    `entity` is the backend's id of both together. `groups` are those that the tenant says the account is in.
    `is_linked` tells whether the backend has a credential of the viewer's own for the upstream. `expires` is
    when the token does, in seconds since 1970. `token` is what was shown, to be handed on to the backend and
    nowhere else.
    """

    tenant: str
    account: str
    entity: int
    token_id: str
    groups: tuple[str, ...]
    is_admin: bool
    is_linked: bool
    expires: int | None
    token: SecretStr = field(repr=False)

    @classmethod
    def of(cls, verdict: ActiveToken, token: SecretStr) -> Self:
        """Return whose token it is."""
        return cls(
            tenant=verdict.iss,
            account=verdict.sub,
            entity=verdict.entity,
            token_id=verdict.jti,
            groups=verdict.groups,
            is_admin=verdict.admin,
            is_linked=verdict.trello_linked,
            expires=verdict.exp,
            token=token,
        )
