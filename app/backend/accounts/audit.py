"""A record of every change, made in the transaction of the change."""

from typing import Any

from app.backend.accounts.actor import Actor
from app.backend.accounts.models import Audit, Entity
from app.backend.http.request_id import current_request_id


def record(actor: Actor, action: str, target: str, entity: Entity | None = None, **detail: Any) -> None:
    """Record what `actor` did to `target`, which belongs to `entity`. `detail` must hold no secret."""
    Audit.objects.create(
        actor=actor.entity,
        action=action,
        target=target,
        entity=entity,
        detail=detail,
        request_id=current_request_id(),
    )
