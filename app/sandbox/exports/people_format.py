"""What is read of the people in an export."""

from app.sandbox.exports.part import Id, Part, Text


class MemberPart(Part):
    """A member, at the top or inside an action."""

    id: Id
    username: Text = ""
    full_name: Text = ""
    initials: Text = ""
    avatar_hash: Text | None = None
    bio: Text = ""
    member_type: Text = "normal"


class MembershipPart(Part):
    """That a member belongs to the board."""

    id: Id | None = None
    id_member: Id
    member_type: Text = "normal"
    unconfirmed: bool = False
    deactivated: bool = False
