"""What signing in changes: who there is, what is known of them, and what their tokens may still do."""

from django.db import transaction
from django.utils.crypto import get_random_string

from app.backend.accounts import audit
from app.backend.accounts.actor import Actor
from app.backend.accounts.entities import entity_of
from app.backend.accounts.models import AuthGroup, Entity, EntityPersona, User
from app.backend.accounts.openid.identity import Identity
from app.backend.events import announce


def sign_in(identity: Identity) -> User:
    """Return the user that pages know an entity by, after keeping what its tenant says of it now.

    Tokens lose the groups that the entity is no longer in. Raises `Invalid` as `entity_of` does.
    """
    known = entity_of(identity.tenant, identity.account)
    with transaction.atomic():
        # Whoever else signs in as the same waits here.
        entity = Entity.objects.select_for_update().select_related(None).get(pk=known.pk)
        was_admin = entity.is_admin
        if entity.user is None:
            entity.user = User.objects.create_user(f"entity-{entity.pk}-{get_random_string(8)}")
        entity.claims = dict(identity.claims)
        entity.groups = list(identity.groups)
        if identity.is_admin is not None:
            entity.is_admin = identity.is_admin
        entity.save(update_fields=["user", "claims", "groups", "is_admin"])
        entity.personas.get_or_create(source=EntityPersona.Source.PC)
        withdrawn = _withdraw(entity)
        audit.record(
            Actor(entity), "entity.signed_in", f"entity:{entity.pk}", entity, groups_withdrawn=withdrawn
        )
        if entity.is_admin != was_admin:
            action = "entity.admin" if entity.is_admin else "entity.no_admin"
            audit.record(Actor(entity), action, f"entity:{entity.pk}", entity)
        if withdrawn or entity.is_admin != was_admin:
            announce("entity.changed", entity.pk)
        return entity.user


def _withdraw(entity: Entity) -> list[str]:
    gone = AuthGroup.objects.filter(auth__entity=entity).exclude(name__in=entity.groups)
    names = sorted(set(gone.values_list("name", flat=True)))
    gone.delete()
    return names
