"""The people an export speaks of, whether or not it describes them."""

from collections.abc import Iterable, Iterator

from app.sandbox.exports.format import BoardExport
from app.sandbox.exports.missing import derived_id
from app.sandbox.exports.people_format import MemberPart, MembershipPart
from app.sandbox.models import Member, Membership
from app.sandbox.store import World


def add_people(world: World, export: BoardExport) -> None:
    """Add every member that the world does not know. One of whom only the id is left becomes a ghost."""
    for part in _described(export):
        if part.id not in world.members:
            world.members.add(_member(part))
    for member_id in _mentioned(export):
        if member_id not in world.members:
            world.members.add(_ghost(member_id))


def unknown_creator(export: BoardExport) -> str:
    """Return the id of the ghost who did what the export names nobody for."""
    return derived_id(export.id, "creator")


def memberships(export: BoardExport, importer: Member) -> list[Membership]:
    """Return the board's memberships; members without one have a normal one, the importer is an admin.

    A board that was dumped here has its own only.
    """
    found = {part.id_member: membership(export.id, part) for part in export.memberships}
    if export.offline_trello:
        return list(found.values())
    for part in export.members:
        membership_id = derived_id(export.id, "membership", part.id)
        found.setdefault(part.id, Membership(membership_id, part.id))
    membership_id = derived_id(export.id, "membership", importer.id)
    found.setdefault(importer.id, Membership(membership_id, importer.id, "admin"))
    return list(found.values())


def membership(owner_id: str, part: MembershipPart) -> Membership:
    """Return a membership of a board or an organization."""
    return Membership(
        part.id or derived_id(owner_id, "membership", part.id_member),
        part.id_member,
        part.member_type,
        part.unconfirmed,
        part.deactivated,
    )


def _described(export: BoardExport) -> Iterator[MemberPart]:
    yield from export.members
    yield from export.offline_trello.people if export.offline_trello else ()
    for action in export.actions:
        yield from (part for part in (action.member_creator, action.member) if part and part.username)


def _mentioned(export: BoardExport) -> Iterable[str]:
    ids = {part.id_member for part in export.memberships}
    ids |= {each for card in export.cards for each in (*card.id_members, *card.id_members_voted)}
    ids |= {part.id_member for card in export.cards for part in card.attachments if part.id_member}
    ids |= {part.id_member for each in export.checklists for part in each.check_items if part.id_member}
    ids |= {action.id_member_creator or unknown_creator(export) for action in export.actions}
    ids |= {export.id_member_creator} if export.id_member_creator else set()
    return sorted(ids)


def _member(part: MemberPart) -> Member:
    name = part.full_name or part.username or "Unnamed member"
    initials = part.initials or "".join(word[0] for word in name.split())[:3].upper()
    username = part.username.lower() or f"member_{part.id[-8:]}"
    return Member(part.id, username, name, initials, part.avatar_hash, part.bio, member_type=part.member_type)


def _ghost(member_id: str) -> Member:
    return Member(member_id, f"deleted_{member_id[-8:]}", "Deleted member", "?", member_type="ghost")
