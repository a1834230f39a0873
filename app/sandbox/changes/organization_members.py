"""Who belongs to an organization."""

from app.sandbox.actor import Actor
from app.sandbox.changes import board_members
from app.sandbox.models import Board, Member, Membership, Organization


def add(actor: Actor, item: Organization, member: Member, kind: str) -> None:
    """Let somebody be a member of an organization: `kind` is `admin` or `normal`."""
    membership = actor.new_membership(member.id, kind)
    membership.unconfirmed = member.member_type == "ghost"
    item.memberships.append(membership)
    about = {"idMemberAdded": member.id, "memberType": kind}
    actor.on_organization("addMemberToOrganization", item, about, member_id=member.id)


def set_kind(actor: Actor, item: Organization, membership: Membership, kind: str) -> None:
    """Let a member of an organization be of another kind."""
    if membership.member_type != kind:
        membership.member_type = kind
        made = "makeAdminOfOrganization" if kind == "admin" else "makeNormalMemberOfOrganization"
        _record(actor, made, item, membership)


def set_deactivated(actor: Actor, item: Organization, membership: Membership, *, wanted: bool) -> None:
    """Shut a member out of an organization and its boards, or let them in again."""
    if membership.deactivated == wanted:
        return
    for each in (membership, *(found for _, found in on_boards(actor, item, membership.member_id))):
        each.deactivated = wanted
    kind = "deactivatedMemberInOrganization" if wanted else "reactivatedMemberInOrganization"
    _record(actor, kind, item, membership)


def remove(actor: Actor, item: Organization, membership: Membership) -> None:
    """Let somebody belong to an organization no more; on its boards they stay."""
    item.memberships.remove(membership)
    _record(actor, "removeMemberFromOrganization", item, membership)


def remove_everywhere(actor: Actor, item: Organization, membership: Membership) -> None:
    """Let somebody belong to an organization and its boards no more."""
    for board, found in on_boards(actor, item, membership.member_id):
        board_members.remove(actor, board, found)
    remove(actor, item, membership)


def on_boards(actor: Actor, item: Organization, member_id: str) -> list[tuple[Board, Membership]]:
    """Return the boards of an organization that somebody is on, with what makes them a member."""
    boards = actor.world.boards.by("organization_id", item.id)
    return [(board, each) for board in boards for each in board.memberships if each.member_id == member_id]


def _record(actor: Actor, kind: str, item: Organization, membership: Membership) -> None:
    member_id = membership.member_id
    actor.on_organization(kind, item, {"idMember": member_id}, member_id=member_id)
