"""Who belongs to a board."""

from app.sandbox.actor import Actor
from app.sandbox.models import Board, Member, Membership


def add(actor: Actor, board: Board, member: Member, kind: str, *, unconfirmed: bool = False) -> None:
    """Let somebody be a member of a board: `kind` is `admin`, `normal` or `observer`."""
    membership = actor.new_membership(member.id, kind)
    membership.unconfirmed = unconfirmed
    board.memberships.append(membership)
    about = {"idMemberAdded": member.id, "memberType": kind}
    actor.on_board("addMemberToBoard", board, about, member_id=member.id)


def set_kind(actor: Actor, board: Board, membership: Membership, kind: str) -> None:
    """Let a member of a board be of another kind."""
    if membership.member_type == kind:
        return
    membership.member_type = kind
    made = {"admin": "makeAdminOfBoard", "normal": "makeNormalMemberOfBoard"}.get(kind, "makeObserverOfBoard")
    actor.on_board(made, board, {"idMember": membership.member_id}, member_id=membership.member_id)


def remove(actor: Actor, board: Board, membership: Membership) -> None:
    """Let somebody belong to a board no more; they are on none of its cards then."""
    board.memberships.remove(membership)
    for card in actor.world.cards.by("board_id", board.id):
        card.member_ids = [each for each in card.member_ids if each != membership.member_id]
    for checklist in actor.world.checklists.by("board_id", board.id):
        for item in checklist.items:
            item.member_id = None if item.member_id == membership.member_id else item.member_id
    about = {"idMember": membership.member_id}
    actor.on_board("removeMemberFromBoard", board, about, member_id=membership.member_id)
