"""Trello tokens of entities, encrypted before they come to the database."""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from pydantic import SecretStr

from app.backend.accounts import audit
from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Entity, TrelloLink
from app.backend.accounts.upstream import NOT_ASKED, UpstreamAccount, upstream
from app.backend.events import announce


def link(entity: Entity, token: SecretStr, actor: Actor) -> TrelloLink:
    """Keep an entity's Trello token, in place of the one before, once Trello has said that it can be used.

    Raises `Invalid` if it cannot, and `Unavailable` if nobody can tell; nothing is changed then.
    """
    return keep(entity, token, actor, upstream().account_of(token))


def keep(entity: Entity, token: SecretStr, actor: Actor, account: UpstreamAccount = NOT_ASKED) -> TrelloLink:
    """Keep an entity's Trello token, in place of the one before, whatever Trello says."""
    values = {
        "encrypted_token": _fernet().encrypt(token.get_secret_value().encode()),
        "account": account.name,
        "ends": account.ends,
    }
    with transaction.atomic():
        row, _ = TrelloLink.objects.update_or_create(entity=entity, defaults=values)
        audit.record(actor, "trello.linked", f"entity:{entity.pk}", entity, account=account.name)
        announce("entity.changed", entity.pk)
    return row


def unlink(entity: Entity, actor: Actor, *, revoke: bool = False) -> bool:
    """Forget an entity's Trello token; return whether there was one.

    With `revoke`, Trello ends it first. Raises `Unavailable` if Trello cannot; nothing is changed then.
    """
    if revoke and (token := trello_token(entity.tenant, entity.account)):
        upstream().revoke(token)
    with transaction.atomic():
        deleted, _ = TrelloLink.objects.filter(entity=entity).delete()
        if deleted:
            audit.record(actor, "trello.unlinked", f"entity:{entity.pk}", entity, revoked=revoke)
            announce("entity.changed", entity.pk)
    return bool(deleted)


def trello_token(tenant: str, account: str) -> SecretStr | None:
    """Return an entity's Trello token, or None if it has linked none."""
    row = TrelloLink.objects.filter(entity__tenant=tenant, entity__account=account).first()
    return SecretStr(_fernet().decrypt(bytes(row.encrypted_token)).decode()) if row else None


def rotate() -> int:
    """Encrypt every token with the newest key; return how many there are."""
    fernet = _fernet()
    count = 0
    for entity_id in TrelloLink.objects.values_list("pk", flat=True):
        with transaction.atomic():
            row = TrelloLink.objects.select_for_update().filter(pk=entity_id).first()
            if row:
                encrypted = fernet.rotate(bytes(row.encrypted_token))
                TrelloLink.objects.filter(pk=entity_id).update(encrypted_token=encrypted)
                count += 1
    return count


def _fernet() -> MultiFernet:
    return MultiFernet(Fernet(key.get_secret_value()) for key in settings.BACKEND.encryption_keys)
