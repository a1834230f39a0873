"""Who asks: from a token to whose it is, in one query; or from a session."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest

from app.backend.accounts.models import Auth, Entity
from app.backend.accounts.token_hashes import token_hashes
from app.contracts.api_token import is_well_formed


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks. `auth` is the token that may be used; None if it is somebody signed in to pages."""

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


@dataclass(frozen=True, slots=True)
class TokenViewer(Viewer):
    """Whoever shows a token that may be used."""

    auth: Auth


def viewer_of(token: str) -> TokenViewer | None:
    """Return whose token it is, or None if it may not be used: unknown, expired and revoked look the same.

    A token that was hashed with an older key is hashed with the newest from now on.
    """
    if not is_well_formed(token):
        return None
    hashes = token_hashes(token)
    # A row for each group: that, too, takes no second query.
    rows = list(
        Auth.objects.filter(token_hash__in=hashes)
        .select_related("entity", "persona")
        .annotate(group=F("groups__name"), trello_linked=Q(entity__trello__isnull=False))
        .order_by("group")
    )
    if not rows or not _is_one_of(rows[0].token_hash, hashes) or not rows[0].is_usable:
        return None
    if rows[0].token_hash != hashes[0]:
        Auth.objects.filter(pk=rows[0].pk).update(token_hash=hashes[0])
    groups = tuple(row.group for row in rows if row.group)
    return TokenViewer(rows[0].entity, groups, rows[0].trello_linked, rows[0])


def signed_in(request: HttpRequest) -> Viewer | None:
    """Return who is signed in to pages, or None if nobody is who has signed in at a tenant."""
    if not request.user.is_authenticated:
        return None
    entity = Entity.objects.filter(user=request.user).select_related("trello").first()
    if entity is None:
        return None
    return Viewer(entity, tuple(entity.groups), hasattr(entity, "trello"), None)


def _is_one_of(stored: str, hashes: list[str]) -> bool:
    # The list is built in full: how long it takes says nothing of where they differ.
    return any([hmac.compare_digest(stored, each) for each in hashes])  # noqa: C419
