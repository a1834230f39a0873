"""What is in a dump of the offline Trello, and in no export of Trello."""

from app.sandbox.exports.offline_format import OfflinePart
from app.sandbox.exports.people import membership
from app.sandbox.models import Board, BoardStar, Organization
from app.sandbox.store import World


def add_organization(world: World, offline: OfflinePart) -> None:
    """Add the board's organization, unless there is one with its id."""
    part = offline.organization
    if part is None or part.id in world.organizations:
        return
    world.organizations.add(
        Organization(
            part.id,
            part.name,
            part.display_name,
            part.desc,
            part.website,
            part.id_member_creator,
            part.permission_level,
            [membership(part.id, each) for each in part.memberships],
        )
    )


def add_offline(world: World, board: Board, offline: OfflinePart) -> None:
    """Add the rest, to a board that is there with its lists and cards."""
    board.last_short_id = max(board.last_short_id, offline.last_id_short)
    board.views, board.own_prefs = offline.views, offline.own_prefs
    for star in offline.stars:
        world.board_stars.add(BoardStar(star.id, star.id_member, board.id, star.pos))
    for item_id, subscriber_ids in offline.subscribers.items():
        found = world.boards.get(item_id) or world.lists.get(item_id) or world.cards.get(item_id)
        if found:
            found.subscriber_ids = subscriber_ids
    for attachment_id, content in offline.files.items():
        attachment = world.attachments.get(attachment_id)
        if attachment:
            attachment.content, attachment.url = content, ""
