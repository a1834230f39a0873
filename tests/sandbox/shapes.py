"""What Trello was seen to send: which fields, and of which JSON type, where nothing was chosen.

A type is a letter: s text, i id, d time, b boolean, n number, o object, l list, 0 null; several mean any of
them. Only fields that every recorded answer had are here.
"""

from typing import Any, Final

from app.sandbox.dates import is_object_id, parse_time

ID: Final = "i"
MEMBER: Final = {
    "id": "i", "username": "s", "fullName": "s", "initials": "s", "avatarHash": "s0", "avatarUrl": "s0",
    "activityBlocked": "b", "idMemberReferrer": "0", "nonPublic": "o", "nonPublicAvailable": "b",
}  # fmt: skip
CARD: Final = {
    "id": "i", "checkItemStates": "l", "closed": "b", "dateLastActivity": "d", "desc": "s", "descData": "o0",
    "dueReminder": "n0", "idBoard": "i", "idList": "i", "idMembersVoted": "l", "idShort": "n",
    "idAttachmentCover": "i0", "idLabels": "l", "manualCoverAttachment": "b", "name": "s", "pos": "n",
    "shortLink": "s", "isTemplate": "b", "badges": "o", "dueComplete": "b", "due": "d0", "idChecklists": "l",
    "idMembers": "l", "labels": "l", "shortUrl": "s", "subscribed": "b", "url": "s", "cover": "o",
}  # fmt: skip
BADGES: Final = {
    "attachmentsByType": "o", "location": "b", "votes": "n", "viewingMemberVoted": "b", "subscribed": "b",
    "fogbugz": "s", "checkItems": "n", "checkItemsChecked": "n", "checkItemsEarliestDue": "d0",
    "comments": "n", "attachments": "n", "description": "b", "due": "d0", "dueComplete": "b",
}  # fmt: skip
BOARD: Final = {
    "id": "i", "name": "s", "desc": "s", "descData": "o0", "closed": "b", "idOrganization": "i0",
    "idEnterprise": "0", "pinned": "b", "url": "s", "shortUrl": "s", "prefs": "o", "labelNames": "o",
}  # fmt: skip
LISTED_BOARD: Final = BOARD | {
    "limits": "o", "shortLink": "s", "powerUps": "l", "dateLastActivity": "d", "idTags": "l",
    "datePluginDisable": "0", "creationMethod": "s0", "ixUpdate": "s", "enterpriseOwned": "b",
    "idBoardSource": "i0", "starred": "b", "subscribed": "b", "dateLastView": "d", "templateGallery": "0",
    "premiumFeatures": "l", "memberships": "l",
}  # fmt: skip
PREFS: Final = {
    "permissionLevel": "s", "hideVotes": "b", "voting": "s", "comments": "s", "invitations": "s",
    "selfJoin": "b", "cardCovers": "b", "isTemplate": "b", "cardAging": "s", "calendarFeedEnabled": "b",
    "background": "s", "backgroundImage": "s0", "backgroundImageScaled": "l0", "backgroundTile": "b",
    "backgroundBrightness": "s", "backgroundBottomColor": "s", "backgroundTopColor": "s", "canBePublic": "b",
    "canBeEnterprise": "b", "canBeOrg": "b", "canBePrivate": "b", "canInvite": "b",
}  # fmt: skip
MEMBERSHIP: Final = {
    "id": "i", "idMember": "i", "memberType": "s", "unconfirmed": "b", "deactivated": "b",
}  # fmt: skip
LIST: Final = {"id": "i", "name": "s", "closed": "b", "pos": "n", "idBoard": "i"}
LABEL: Final = {"id": "i", "idBoard": "i", "name": "s", "color": "s0"}
CHECKLIST: Final = {"id": "i", "name": "s", "idCard": "i", "pos": "n", "idBoard": "i", "checkItems": "l"}
CHECK_ITEM: Final = {
    "idChecklist": "i", "state": "s", "idMember": "i0", "id": "i", "name": "s", "nameData": "o0", "pos": "n",
    "due": "d0",
}  # fmt: skip
ATTACHMENT: Final = {
    "id": "i", "bytes": "n0", "date": "d", "edgeColor": "s0", "idMember": "i", "isUpload": "b",
    "mimeType": "s0", "name": "s", "previews": "l", "url": "s", "pos": "n",
}  # fmt: skip
CUSTOM_FIELD: Final = {
    "id": "i", "idModel": "i", "modelType": "s", "fieldGroup": "s", "display": "o", "name": "s", "pos": "n",
    "type": "s",
}  # fmt: skip
CUSTOM_FIELD_ITEM: Final = {
    "id": "i", "value": "o0", "idCustomField": "i", "idModel": "i", "modelType": "s",
}  # fmt: skip
ORGANIZATION: Final = {
    "id": "i", "name": "s", "displayName": "s", "descData": "o0", "website": "s0", "teamType": "s0",
    "desc": "s", "url": "s", "logoHash": "0", "logoUrl": "0", "products": "l", "powerUps": "l",
    "offering": "s",
}  # fmt: skip
ACTION: Final = {
    "id": "i", "idMemberCreator": "i", "data": "o", "type": "s", "date": "d", "limits": "o",
    "memberCreator": "o",
}  # fmt: skip
TOKEN: Final = {
    "id": "i", "identifier": "s", "idMember": "i", "dateCreated": "d", "dateExpires": "d0",
    "permissions": "l",
}  # fmt: skip
FULL_MEMBER: Final = MEMBER | {
    "bio": "s", "bioData": "o", "confirmed": "b", "memberType": "s", "idEnterprise": "0",
    "idPremOrgsAdmin": "l", "products": "l", "url": "s", "status": "s", "avatarSource": "s", "email": "s",
    "gravatarHash": "s", "idBoards": "l", "idOrganizations": "l", "idEnterprisesAdmin": "l",
    "loginTypes": "l", "marketingOptIn": "o", "messagesDismissed": "l", "oneTimeMessagesDismissed": "l",
    "prefs": "o", "trophies": "l", "uploadedAvatarHash": "s0", "uploadedAvatarUrl": "s0",
    "premiumFeatures": "l", "isAaMastered": "b", "ixUpdate": "s", "limits": "o",
}  # fmt: skip


def differences(found: Any, shape: dict[str, str]) -> list[str]:
    """Return where an object differs from a shape: fields that are missing or of another type."""
    missing = [f"{name} is missing" for name in shape if name not in found]
    others = [
        f"{name} is {found[name]!r}, not {types}"
        for name, types in shape.items()
        if name in found and not any(_is(found[name], each) for each in types)
    ]
    return missing + others


def _is(value: Any, kind: str) -> bool:
    match kind:
        case "0":
            return value is None
        case "b":
            return isinstance(value, bool)
        case "n":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "i":
            return isinstance(value, str) and is_object_id(value)
        case "d":
            return isinstance(value, str) and value.endswith("Z") and parse_time(value) is not None
        case _:
            return isinstance(value, {"s": str, "o": dict, "l": list}[kind])
