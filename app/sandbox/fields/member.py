"""Members. Trello shows an e-mail address only to its owner, with a token that has the scope `account`."""

import hashlib
from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import Member
from app.sandbox.viewer import Viewer

BRIEF: Final = "username,fullName"
"""What the members of a board or an organization are listed with."""

SMALL: Final = (
    "username,activityBlocked,avatarHash,avatarUrl,fullName,idMemberReferrer,initials,nonPublic,"
    "nonPublicAvailable"
)
"""What a member has inside a card or an action."""

_PREFS: Final = {
    "privacy": {"fullName": "public", "avatar": "public"},
    "sendSummaries": True,
    "minutesBetweenSummaries": 60,
    "minutesBeforeDeadlineToNotify": 1440,
    "colorBlind": False,
    "locale": "en-US",
}


def _avatar_url(member: Member, _: Viewer) -> str | None:
    if member.avatar_hash is None:
        return None
    return f"https://trello-members.s3.amazonaws.com/{member.id}/{member.avatar_hash}"


def _email(member: Member, viewer: Viewer) -> str | None:
    return member.email if viewer.member_id == member.id and "account" in viewer.scopes else None


def _board_ids(member: Member, viewer: Viewer) -> list[str]:
    return [each.id for each in viewer.world.boards_of_member(member.id) if viewer.sees_board(each)]


def _organization_ids(member: Member, viewer: Viewer) -> list[str]:
    found = viewer.world.organizations_of_member(member.id)
    return [each.id for each in found if viewer.sees_organization(each)]


def _gravatar(member: Member, _: Viewer) -> str:
    return hashlib.sha256(member.username.encode()).hexdigest()[:32]


MEMBER: Final = Fields[Member](
    {
        "id": stored("id"),
        "aaId": constant(None),
        "activityBlocked": constant(value=False),
        "avatarHash": stored("avatar_hash"),
        "avatarUrl": _avatar_url,
        "bio": stored("bio"),
        "bioData": constant({"emoji": {}}),
        "confirmed": lambda member, _: member.member_type != "ghost",
        "fullName": stored("full_name"),
        "idEnterprise": constant(None),
        "idEnterprisesDeactivated": constant([]),
        "idMemberReferrer": stored("referrer_id"),
        "idPremOrgsAdmin": constant([]),
        "initials": stored("initials"),
        "memberType": stored("member_type"),
        "nonPublic": constant({}),
        "nonPublicAvailable": constant(value=True),
        "products": constant([]),
        "url": lambda member, _: f"https://trello.com/{member.username}",
        "username": stored("username"),
        "status": constant("disconnected"),
        "avatarSource": stored("avatar_source"),
        "email": _email,
        "gravatarHash": _gravatar,
        "idBoards": _board_ids,
        "idOrganizations": _organization_ids,
        "idEnterprisesAdmin": constant([]),
        "limits": constant(limits.MEMBER),
        "loginTypes": constant(["password"]),
        "marketingOptIn": stored("marketing_opt_in"),
        "messagesDismissed": constant([]),
        "oneTimeMessagesDismissed": constant([]),
        "prefs": lambda member, _: _PREFS | member.prefs,
        "trophies": constant([]),
        "uploadedAvatarHash": stored("avatar_hash"),
        "uploadedAvatarUrl": _avatar_url,
        "premiumFeatures": constant([]),
        "isAaMastered": constant(value=False),
        "ixUpdate": constant("1"),
    },
    default="all",
)


def members(ids: list[str], viewer: Viewer, wanted: str | None) -> list[dict[str, Any]]:
    """Return those of the members that exist, in this order; `SMALL` fields unless others are wanted."""
    names = MEMBER.select(SMALL if wanted is None else wanted)
    found = (viewer.world.members.get(each) for each in ids)
    return [MEMBER.take(member, viewer, names) for member in found if member]


def member_or_none(member_id: str | None, viewer: Viewer, wanted: str | None) -> dict[str, Any] | None:
    """Return one member, `SMALL` unless others fields are wanted, or None if there is none."""
    return next(iter(members([member_id] if member_id else [], viewer, wanted)), None)
