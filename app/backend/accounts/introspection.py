"""Who asks: from a token to whose it is, in one query if it is ours; or from a session."""

import hmac

from django.db.models import F, Q
from django.http import HttpRequest

from app.access_tokens.access_token import AccessToken
from app.backend.accounts.access_tokens import read_access_token
from app.backend.accounts.entities import entity_of
from app.backend.accounts.models import Auth, Entity
from app.backend.accounts.token_hashes import token_hashes
from app.backend.accounts.viewer import AccessTokenViewer, TokenViewer, Viewer
from app.contracts.api_token import is_well_formed


def viewer_of(token: str) -> TokenViewer | AccessTokenViewer | None:
    """Return whose token it is, or None if it may not be used: unknown, expired and revoked look the same.

    Raises `Unavailable` if it is another issuer's, which cannot be asked for its keys.
    """
    if is_well_formed(token):
        return _viewer_of_ours(token)
    access_token = read_access_token(token)
    return _viewer_of_others(access_token) if access_token else None


def _viewer_of_ours(token: str) -> TokenViewer | None:
    """Return whose token it is. If an older key has hashed it, the newest has from now on."""
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


def _viewer_of_others(token: AccessToken) -> AccessTokenViewer:
    """Return whose token it is, who is known from now on: the tenant has vouched for the account."""
    entity = entity_of(token.issuer, token.account)
    viewer = AccessTokenViewer(entity, token.groups, hasattr(entity, "trello"), None, token)
    entity.personas.get_or_create(source=viewer.persona)
    return viewer


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
