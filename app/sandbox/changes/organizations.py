"""What is done to organizations, each with its action."""

from typing import Any, Final

from app.sandbox.actor import Actor
from app.sandbox.changes import boards
from app.sandbox.changes.fields import set_fields
from app.sandbox.models import Organization

_ATTRIBUTES: Final = {"displayName": "display_name"}
"""Where fields of an organization are kept, if under another name."""


def create(actor: Actor, name: str, values: dict[str, Any]) -> Organization:
    """Make an organization, `displayName` among its fields, whose admin is the one who makes it."""
    made = Organization(actor.new_id(), name, values["displayName"], creator_id=actor.member.id)
    set_fields(made, values, _ATTRIBUTES)
    made.memberships.append(actor.new_membership(actor.member.id, "admin"))
    actor.world.organizations.add(made)
    actor.on_organization("createOrganization", made)
    return made


def update(actor: Actor, item: Organization, values: dict[str, Any]) -> None:
    """Set fields; each that changes leaves an action."""
    for name, former in set_fields(item, values, _ATTRIBUTES, actor.world.organizations).items():
        changed = {"organization": {name: values[name]}, "old": {name: former}}
        actor.on_organization("updateOrganization", item, changed)


def show_to(actor: Actor, item: Organization, level: str) -> None:
    """Let an organization be seen by its members alone (`private`) or by everybody (`public`)."""
    former = item.permission_level
    if level != former:
        item.permission_level = level
        changed = {
            "organization": {"prefs": {"permissionLevel": level}},
            "old": {"prefs": {"permissionLevel": former}},
        }
        actor.on_organization("updateOrganization", item, changed)


def delete(actor: Actor, item: Organization) -> None:
    """Remove an organization and its history; its boards stay, and those for its members become private."""
    for board in actor.world.boards.by("organization_id", item.id):
        if board.permission_level == "org":
            boards.set_prefs(actor, board, {"permissionLevel": "private"}, {"permissionLevel": "org"})
        boards.move_to(actor, board, None)
    actor.world.actions.remove_by("organization_id", item.id)
    actor.world.organizations.remove(item.id)
