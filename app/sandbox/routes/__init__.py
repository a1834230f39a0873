"""What reads the world, one module per resource; this is all of them."""

from typing import Final

from app.sandbox.routes import (
    actions,
    batch,
    boards,
    cards,
    checklists,
    custom_fields,
    labels,
    lists,
    members,
    organizations,
    search,
    tokens,
    webhooks,
)
from app.sandbox.routing import Routes

ALL: Final[tuple[Routes, ...]] = tuple(
    resource.routes
    for resource in (
        actions,
        batch,
        boards,
        cards,
        checklists,
        custom_fields,
        labels,
        lists,
        members,
        organizations,
        search,
        tokens,
        webhooks,
    )
)
