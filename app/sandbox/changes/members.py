"""Members: what they do to themselves, each with its action, and how they come to be."""

from typing import Any, Final

from app.sandbox.actor import Actor
from app.sandbox.changes.fields import set_fields
from app.sandbox.models import Member

_ATTRIBUTES: Final = {"avatarSource": "avatar_source", "fullName": "full_name"}
"""Where fields of a member are kept, if under another name."""


def update(actor: Actor, values: dict[str, Any], prefs: dict[str, Any]) -> None:
    """Set fields and preferences of the actor; preferences leave no action."""
    member = actor.member
    former = set_fields(member, values, _ATTRIBUTES, actor.world.members)
    member.prefs |= prefs
    for name, value in former.items():
        actor.on_member("updateMember", {"member": {name: values[name]}, "old": {name: value}})


def invite(actor: Actor, address: str, full_name: str) -> Member:
    """Return the member with this e-mail address, or one who has yet to sign up."""
    for each in actor.world.members:
        if (each.email or "").lower() == address.lower():
            return each
    name = full_name.strip() or address.partition("@")[0]
    member_id = actor.new_id()
    initials = "".join(word[0] for word in name.split())[:3].upper()
    made = Member(member_id, f"invited_{member_id[-8:]}", name, initials, email=address, member_type="ghost")
    return actor.world.members.add(made)
