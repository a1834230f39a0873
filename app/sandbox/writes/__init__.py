"""What changes the world, one module per resource; this is all of them."""

from typing import Final

from app.sandbox.routing import Routes
from app.sandbox.writes import (
    attachments,
    board_members,
    board_stars,
    board_viewing,
    boards,
    card_labels,
    card_members,
    cards,
    check_items,
    checklists,
    comments,
    custom_field_items,
    custom_fields,
    labels,
    lists,
    members,
    new_cards,
    organization_members,
    organizations,
    tokens,
    webhooks,
)

ALL: Final[tuple[Routes, ...]] = tuple(
    resource.routes
    for resource in (
        attachments,
        board_members,
        board_stars,
        board_viewing,
        boards,
        card_labels,
        card_members,
        cards,
        check_items,
        checklists,
        comments,
        custom_field_items,
        custom_fields,
        labels,
        lists,
        members,
        new_cards,
        organization_members,
        organizations,
        tokens,
        webhooks,
    )
)
