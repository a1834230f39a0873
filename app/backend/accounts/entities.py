"""Entities, which are known by tenant and account together, and by nothing else."""

from app.backend.accounts import audit
from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Entity
from app.backend.accounts.models.entity import NAME_LENGTH
from app.backend.errors import Invalid, InvalidField
from app.backend.events import announce


def entity_of(tenant: str, account: str) -> Entity:
    """Return the entity of an account at a tenant, which is made if it is new.

    Raises `Invalid` unless both are 1 to 255 characters, without spaces around: MySQL takes no notice of
    those behind.
    """
    for name, value in (("tenant", tenant), ("account", account)):
        if not 0 < len(value) <= NAME_LENGTH or value != value.strip():
            raise Invalid(
                InvalidField(
                    f"{name}: must be 1 to {NAME_LENGTH} characters, without spaces around", f"#/{name}"
                )
            )
    return Entity.objects.get_or_create(tenant=tenant, account=account)[0]


def make_admin(entity: Entity, actor: Actor) -> None:
    """Let an entity change the service's settings."""
    entity.is_admin = True
    entity.save(update_fields=["is_admin"])
    audit.record(actor, "entity.admin", f"entity:{entity.pk}", entity)
    announce("entity.changed", entity.pk)
