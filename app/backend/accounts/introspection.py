"""From a token to whose it is, in one query."""

import hmac
from dataclasses import dataclass

from django.db.models import F, Q

from app.backend.accounts.models import Auth
from app.backend.accounts.token_hashes import token_hashes
from app.contracts.api_token import is_well_formed


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever shows a token that may be used."""

    auth: Auth
    groups: tuple[str, ...]
    trello_linked: bool

    @property
    def is_admin(self) -> bool:
        """Whether the viewer may change the service's settings."""
        return self.auth.entity.is_admin


def viewer_of(token: str) -> Viewer | None:
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
    return Viewer(rows[0], tuple(row.group for row in rows if row.group), rows[0].trello_linked)


def _is_one_of(stored: str, hashes: list[str]) -> bool:
    # The list is built in full: how long it takes says nothing of where they differ.
    return any([hmac.compare_digest(stored, each) for each in hashes])  # noqa: C419
