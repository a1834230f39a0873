from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.access_tokens.access_token import AccessToken
from app.backend.accounts.models import Auth, Entity, EntityPersona
from app.backend.accounts.openid.identity import claims_of


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks. `auth` is our token that may be used; None if they show themselves in another way."""

    entity: Entity
    groups: tuple[str, ...]
    trello_linked: bool
    auth: Auth | None

    @property
    def is_admin(self) -> bool:
        """Whether the viewer may change the service's settings."""
        return self.entity.is_admin

    @property
    def claims(self) -> Mapping[str, Any]:
        """What the tenant said of the viewer: when the token was granted, or at the last sign-in."""
        if self.auth is None:
            claims: dict[str, Any] = self.entity.claims
            return claims
        return dict(self.auth.claims.values_list("name", "value"))

    @property
    def expires(self) -> datetime | None:
        """When they have to show themselves anew; None if that is not known, or never."""
        return self.auth.expires if self.auth else None


@dataclass(frozen=True, slots=True)
class TokenViewer(Viewer):
    """Whoever shows a token of ours that may be used."""

    auth: Auth

    @property
    def token_id(self) -> str:
        """What events call the token by."""
        return str(self.auth.pk)

    @property
    def issued(self) -> datetime:
        """When the token was made."""
        return self.auth.granted

    @property
    def persona(self) -> str:
        """In what way the viewer comes here."""
        source: str = self.auth.persona.source
        return source


@dataclass(frozen=True, slots=True)
class AccessTokenViewer(Viewer):
    """Whoever shows an access token of another issuer."""

    auth: None
    token: AccessToken

    @property
    def claims(self) -> Mapping[str, Any]:
        """What the tenant says of the viewer in the token."""
        return claims_of(self.token.claims)

    @property
    def token_id(self) -> str:
        """What the issuer calls the token by, if it has said."""
        return self.token.id

    @property
    def issued(self) -> datetime:
        """When the token was made."""
        return datetime.fromtimestamp(self.token.issued, UTC)

    @property
    def persona(self) -> str:
        """In what way the viewer comes here."""
        return EntityPersona.Source.OTHER

    @property
    def expires(self) -> datetime:
        """When the token ends."""
        return datetime.fromtimestamp(self.token.ends, UTC)
