"""What boards and organizations share where members come and go."""

from typing import Any, Final

from app.sandbox.errors import Refusal
from app.sandbox.fields.member import members
from app.sandbox.fields.membership import memberships
from app.sandbox.models import Board, Organization
from app.sandbox.viewer import Viewer

_FIELDS: Final = (
    "username,confirmed,memberType,activityBlocked,avatarHash,avatarUrl,fullName,idMemberReferrer,initials,"
    "nonPublic,nonPublicAvailable"
)


def people(group: Board | Organization, viewer: Viewer) -> dict[str, Any]:
    """Return the members and their memberships."""
    ids = [each.member_id for each in group.memberships]
    return {"members": members(ids, viewer, _FIELDS), "memberships": memberships(group.memberships, viewer)}


def must_keep_an_admin(group: Board | Organization, member_id: str, kind: str = "none") -> None:
    """Refuse to let somebody be of another kind, or gone, who is the only admin."""
    admins = {
        each.member_id for each in group.memberships if each.member_type == "admin" and not each.deactivated
    }
    if kind != "admin" and admins == {member_id}:
        raise Refusal(400, "must have at least one admin")
