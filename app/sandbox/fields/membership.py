from typing import Any, Final

from app.sandbox.fields.member import BRIEF, member_or_none
from app.sandbox.fields.selection import Fields, stored
from app.sandbox.models import Membership
from app.sandbox.params import Params
from app.sandbox.viewer import Viewer

_MEMBERSHIP: Final = Fields[Membership](
    {
        "id": stored("id"),
        "idMember": stored("member_id"),
        "memberType": stored("member_type"),
        "unconfirmed": stored("unconfirmed"),
        "deactivated": stored("deactivated"),
    },
    default="all",
)

FILTERS: Final = ("all", "active", "admin", "deactivated", "me", "normal", "none", "observer")


def memberships(
    found: list[Membership], viewer: Viewer, chosen: str = "all", params: Params | None = None
) -> list[dict[str, Any]]:
    """Return the memberships that pass a filter, each with its member if `member` is set in `params`."""
    params = params or Params()
    bodies = [_MEMBERSHIP.one(each, viewer, None) for each in found if _passes(each, chosen, viewer)]
    if params.flag("member"):
        wanted = params.get("member_fields") or BRIEF
        for body in bodies:
            body["member"] = member_or_none(body["idMember"], viewer, wanted)
    return bodies


def _passes(membership: Membership, chosen: str, viewer: Viewer) -> bool:
    match chosen:
        case "all":
            return True
        case "active":
            return not membership.deactivated
        case "deactivated":
            return membership.deactivated
        case "me":
            return membership.member_id == viewer.member_id
        case _:
            return membership.member_type == chosen
