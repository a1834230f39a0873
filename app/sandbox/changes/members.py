"""What members do to themselves, each with its action."""

from typing import Any, Final

from app.sandbox.actor import Actor

_ATTRIBUTES: Final = {"avatarSource": "avatar_source", "fullName": "full_name"}
"""Where fields of a member are kept, if under another name."""


def update(actor: Actor, values: dict[str, Any], prefs: dict[str, Any]) -> None:
    """Set fields and preferences of the actor; preferences leave no action."""
    member = actor.member
    kept = {name: _ATTRIBUTES.get(name, name) for name in values}
    former = {name: getattr(member, kept[name]) for name in values}
    changed = [name for name, value in values.items() if former[name] != value]
    actor.world.members.update(member, **{kept[name]: values[name] for name in changed})
    member.prefs |= prefs
    for name in changed:
        actor.on_member("updateMember", {"member": {name: values[name]}, "old": {name: former[name]}})
