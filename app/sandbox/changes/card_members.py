"""Who is on a card, and who votes for it."""

from typing import Any

from app.sandbox.actor import Actor
from app.sandbox.models import Card, Member


def join(actor: Actor, card: Card, member: Member) -> None:
    """Put a member on a card."""
    card.member_ids.append(member.id)
    actor.on_card("addMemberToCard", card, _about(member), member_id=member.id)


def leave(actor: Actor, card: Card, member: Member) -> None:
    """Take a member off a card."""
    card.member_ids.remove(member.id)
    actor.on_card("removeMemberFromCard", card, _about(member), member_id=member.id)


def let_be(actor: Actor, card: Card, members: list[Member]) -> None:
    """Let these be the members of a card, and nobody else."""
    wanted = {each.id for each in members}
    for each in [actor.world.members[each] for each in card.member_ids if each not in wanted]:
        leave(actor, card, each)
    for each in members:
        if each.id not in card.member_ids:
            join(actor, card, each)


def vote(actor: Actor, card: Card, member: Member, *, voted: bool) -> None:
    """Let a member vote for a card, or take the vote back."""
    if voted:
        card.voter_ids.append(member.id)
    else:
        card.voter_ids.remove(member.id)
    actor.on_card("voteOnCard", card, {"voted": voted})


def _about(member: Member) -> dict[str, Any]:
    return {"idMember": member.id, "member": {"id": member.id, "name": member.full_name}}
