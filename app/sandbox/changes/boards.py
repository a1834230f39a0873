"""What is done to boards, each with its action."""

from typing import Any, Final

from app.sandbox.actions import about_board
from app.sandbox.actor import Actor
from app.sandbox.changes import cards, labels
from app.sandbox.changes.fields import set_fields
from app.sandbox.models import Board, BoardList, Organization
from app.sandbox.positions import STEP

DEFAULT_LISTS: Final = ("To Do", "Doing", "Done")
DEFAULT_LABELS: Final = ("green", "yellow", "orange", "red", "purple", "blue")


def create(
    actor: Actor, name: str, desc: str, organization: Organization | None, prefs: dict[str, Any]
) -> Board:
    """Make an empty board whose admin is the one who makes it; it is private unless `prefs` differ."""
    board = Board(
        actor.new_id(),
        name,
        actor.new_short_link(),
        desc,
        organization_id=organization.id if organization else None,
        creator_id=actor.member.id,
        permission_level=prefs.get("permissionLevel", "private"),
        prefs={name: value for name, value in prefs.items() if name != "permissionLevel"},
    )
    board.memberships.append(actor.new_membership(actor.member.id, "admin"))
    actor.world.boards.add(board)
    actor.on_board("createBoard", board)
    return board


def furnish(actor: Actor, board: Board, *, with_lists: bool, with_labels: bool) -> None:
    """Add what a new board has unless it is to be empty: three lists, and six labels without names."""
    if with_lists:
        for number, name in enumerate(DEFAULT_LISTS, start=1):
            actor.world.lists.add(BoardList(actor.new_id(), board.id, name, number * STEP))
    if with_labels:
        for color in DEFAULT_LABELS:
            labels.add(actor, board, "", color)


def update(actor: Actor, board: Board, values: dict[str, Any]) -> None:
    """Set name, description or whether the board is closed."""
    for name, former in set_fields(board, values, {}).items():
        if name == "closed":
            board.date_closed = actor.time if board.closed else None
        actor.on_board("updateBoard", board, {"board": {name: values[name]}, "old": {name: former}})


def set_prefs(actor: Actor, board: Board, prefs: dict[str, Any], known: dict[str, Any]) -> None:
    """Set preferences; `known` are all of the board as they are now. Those that change leave an action."""
    for name, value in prefs.items():
        if known.get(name) == value:
            continue
        if name == "permissionLevel":
            board.permission_level = value
        else:
            board.prefs[name] = value
        changed = {"board": {"prefs": {name: value}}, "old": {"prefs": {name: known.get(name)}}}
        actor.on_board("updateBoard", board, changed)


def move_to(actor: Actor, board: Board, organization: Organization | None) -> None:
    """Put a board into an organization, or take it out of the one it is in."""
    world = actor.world
    former = world.organizations.get(board.organization_id or "")
    if former is organization:
        return
    world.boards.update(board, organization_id=organization.id if organization else None)
    for kind, each in (("removeFromOrganizationBoard", former), ("addToOrganizationBoard", organization)):
        if each:
            actor.on_board(kind, board, {"organization": {"id": each.id, "name": each.display_name}})


def delete(actor: Actor, board: Board) -> None:
    """Remove a board with everything on it and its history; its organization remembers that it was there."""
    world = actor.world
    for card in world.cards.by("board_id", board.id):
        cards.erase(world, card)
    world.lists.remove_by("board_id", board.id)
    world.labels.remove_by("board_id", board.id)
    world.custom_fields.remove_by("board_id", board.id)
    world.board_stars.remove_by("board_id", board.id)
    world.actions.remove_by("board_id", board.id)
    world.boards.remove(board.id)
    organization = world.organizations.get(board.organization_id or "")
    if organization:
        about = {"board": about_board(board)}
        actor.on_organization("removeFromOrganizationBoard", organization, about)
