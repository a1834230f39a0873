from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.membership import memberships
from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import Organization
from app.sandbox.viewer import Viewer

DEFAULT: Final = (
    "name,displayName,desc,descData,url,website,teamType,logoHash,logoUrl,offering,powerUps,products"
)


def _board_ids(organization: Organization, viewer: Viewer) -> list[str]:
    found = viewer.world.boards.by("organization_id", organization.id)
    return [each.id for each in found if viewer.sees_board(each)]


def _prefs(organization: Organization, _: Viewer) -> dict[str, Any]:
    return {
        "permissionLevel": organization.permission_level,
        "orgInviteRestrict": [],
        "boardInviteRestrict": "any",
        "externalMembersDisabled": False,
        "associatedDomain": None,
        "googleAppsVersion": 1,
        "boardVisibilityRestrict": {"private": "org", "org": "org", "public": "org"},
        "boardDeleteRestrict": {"private": "org", "org": "org", "public": "org"},
        "attachmentRestrictions": None,
    }


ORGANIZATION: Final = Fields[Organization](
    {
        "id": stored("id"),
        "name": stored("name"),
        "displayName": stored("display_name"),
        "desc": stored("desc"),
        "descData": constant({"emoji": {}}),
        "url": lambda each, _: f"https://trello.com/w/{each.name}",
        "website": stored("website"),
        "teamType": constant(None),
        "logoHash": constant(None),
        "logoUrl": constant(None),
        "offering": constant("trello.free"),
        "powerUps": constant([]),
        "products": constant([]),
        "idMemberCreator": stored("creator_id"),
        "idBoards": _board_ids,
        "memberships": lambda each, viewer: memberships(each.memberships, viewer),
        "prefs": _prefs,
        "invited": constant(value=False),
        "invitations": constant([]),
        "premiumFeatures": constant([]),
        "idEnterprise": constant(None),
        "ixUpdate": constant("1"),
        "limits": constant(limits.ORGANIZATION),
        "billableMemberCount": lambda each, _: len(each.memberships),
        "billableCollaboratorCount": constant(0),
        "availableLicenseCount": constant(None),
        "maximumLicenseCount": constant(None),
    },
    default=DEFAULT,
)
