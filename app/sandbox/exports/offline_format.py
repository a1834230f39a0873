"""What the offline Trello adds to an export of its own, so that the board comes back as it was."""

from typing import Final

from pydantic import Base64Bytes, JsonValue

from app.sandbox.exports.part import Id, Number, Part, Text, Time
from app.sandbox.exports.people_format import MemberPart, MembershipPart

KEY: Final = "offlineTrello"
"""Where it stands in the export; Trello and its clients pass over what they do not know."""


class OrganizationPart(Part):
    """The organization of the board, of which Trello's exports have the id only."""

    id: Id
    name: Text
    display_name: Text = ""
    desc: Text = ""
    website: Text | None = None
    id_member_creator: Id | None = None
    permission_level: Text = "private"
    memberships: list[MembershipPart] = []


class StarPart(Part):
    """That a member has starred the board."""

    id: Id
    id_member: Id
    pos: float


class OfflinePart(Part):
    """`people` are all whom the export speaks of; `subscribers` those of the board, its lists and its cards.

    `views` is when each member last looked at the board, `own_prefs` what each prefers for it. `files` are
    the contents of uploaded files by their attachments, in base64.
    """

    last_id_short: Number = 0
    organization: OrganizationPart | None = None
    people: list[MemberPart] = []
    stars: list[StarPart] = []
    subscribers: dict[Id, list[Id]] = {}
    views: dict[Id, Time] = {}
    own_prefs: dict[Id, dict[str, JsonValue]] = {}
    files: dict[Id, Base64Bytes] = {}
