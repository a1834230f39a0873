from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.changes import card_members
from app.sandbox.errors import Refusal, invalid_value
from app.sandbox.fields.member import members
from app.sandbox.models import Card, Member
from app.sandbox.permissions import membership_of
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.writes.references import referred

routes = Routes()


@routes.post("/cards/{card}/idMembers", "/cards/{card}/members")
def _join(request: Write) -> Any:
    card = permissions.editable_card(request)
    member = _member(request, card)
    if member.id in card.member_ids:
        raise Refusal(400, "member is already on the card")
    card_members.join(request.actor, card, member)
    return members(card.member_ids, request.viewer, None)


@routes.delete("/cards/{card}/idMembers/{member}", "/cards/{card}/members/{member}")
def _leave(request: Write) -> Any:
    card, member = permissions.editable_card(request), lookup.member(request)
    if member.id not in card.member_ids:
        raise Refusal(400, "member is not on the card")
    card_members.leave(request.actor, card, member)
    return members(card.member_ids, request.viewer, None)


@routes.post("/cards/{card}/membersVoted")
def _vote(request: Write) -> Any:
    card = permissions.editable_card(request)
    member = permissions.must_be_oneself(
        referred(request.world.members, request.params, "value"), request.viewer
    )
    if member.id in card.voter_ids:
        raise Refusal(400, "member has already voted on the card")
    card_members.vote(request.actor, card, member, voted=True)
    return {"_value": None}


@routes.delete("/cards/{card}/membersVoted/{member}")
def _take_back(request: Write) -> Any:
    card = permissions.editable_card(request)
    member = permissions.oneself(request)
    if member.id not in card.voter_ids:
        raise Refusal(400, "member has not voted on the card")
    card_members.vote(request.actor, card, member, voted=False)
    return {"_value": None}


def _member(request: Write, card: Card) -> Member:
    """Return the member of the card's board whose id is the value."""
    member = referred(request.world.members, request.params, "value")
    if membership_of(request.world.boards[card.board_id], member.id) is None:
        raise invalid_value("value")
    return member
