"""Who may change what, and see what is private. What one may not see at all was refused by the lookup."""

from app.sandbox import lookup
from app.sandbox.errors import bad_credentials, not_allowed
from app.sandbox.models import (
    Action,
    Board,
    BoardList,
    Card,
    Checklist,
    CustomField,
    Label,
    Member,
    Membership,
    Organization,
)
from app.sandbox.request import Request
from app.sandbox.viewer import Viewer

_EDITORS = frozenset({"admin", "normal"})


def membership_of(group: Board | Organization, member_id: str | None) -> Membership | None:
    """Return what makes somebody a member of a board or an organization, if they are one."""
    return next((each for each in group.memberships if each.member_id == member_id), None)


def must_edit(viewer: Viewer, board: Board) -> Board:
    """Return the board; refuse unless the viewer is a member of it, and more than an observer."""
    membership = membership_of(board, viewer.member_id)
    if membership is None or membership.deactivated or membership.member_type not in _EDITORS:
        raise not_allowed()
    return board


def must_administer(viewer: Viewer, board: Board) -> Board:
    """Return the board; refuse unless the viewer is an admin of it."""
    membership = membership_of(must_edit(viewer, board), viewer.member_id)
    if membership is None or membership.member_type != "admin":
        raise not_allowed()
    return board


def must_be_oneself(member: Member, viewer: Viewer) -> Member:
    """Return the member; refuse unless it is the viewer, as what is private to each needs it."""
    if member.id != viewer.member_id:
        raise not_allowed("member permission")
    return member


def oneself(request: Request) -> Member:
    """Return the member that the path names, if it is the viewer."""
    return must_be_oneself(lookup.member(request), request.viewer)


def own_account(request: Request) -> Member:
    """Return the member that the path names, if it is the viewer with a token for the account."""
    member = oneself(request)
    if "account" not in request.viewer.scopes:
        raise bad_credentials("missing scopes")
    return member


def editable_board(request: Request) -> Board:
    """Return the board that the path names, if the viewer may change it."""
    return must_edit(request.viewer, lookup.board(request))


def administered_organization(request: Request) -> Organization:
    """Return the organization that the path names, if the viewer is an admin of it."""
    found = lookup.organization(request)
    membership = membership_of(found, request.viewer.member_id)
    if membership is None or membership.deactivated or membership.member_type != "admin":
        raise not_allowed("org")
    return found


def editable_list(request: Request) -> BoardList:
    """Return the list that the path names, if the viewer may change it."""
    found = lookup.board_list(request)
    must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def editable_card(request: Request) -> Card:
    """Return the card that the path names, if the viewer may change it."""
    found = lookup.card(request)
    must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def commentable_card(request: Request) -> Card:
    """Return the card that the path names, if its board lets the viewer comment."""
    found = lookup.card(request)
    board, member_id = request.world.boards[found.board_id], request.viewer.member_id
    allowed = board.prefs.get("comments", "members")
    if allowed == "disabled":
        raise not_allowed()
    belongs = membership_of(board, member_id) is not None
    if not (allowed in {"org", "public"} or (allowed == "observers" and belongs)):
        must_edit(request.viewer, board)
    return found


def editable_label(request: Request) -> Label:
    """Return the label that the path names, if the viewer may change it."""
    found = lookup.label(request)
    must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def editable_checklist(request: Request) -> Checklist:
    """Return the checklist that the path names, if the viewer may change it."""
    found = lookup.checklist(request)
    must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def editable_custom_field(request: Request) -> CustomField:
    """Return the custom field that the path names, if the viewer may change it."""
    found = lookup.custom_field(request)
    must_edit(request.viewer, request.world.boards[found.board_id])
    return found


def own_comment(request: Request) -> Action:
    """Return the comment that the path names, if the viewer wrote it."""
    found = lookup.comment(request)
    if found.creator_id != request.viewer.member_id:
        raise not_allowed()
    return found


def removable_comment(request: Request) -> Action:
    """Return the comment that the path names, if the viewer wrote it or is an admin of its board."""
    found = lookup.comment(request)
    if found.creator_id != request.viewer.member_id:
        must_administer(request.viewer, request.world.boards[found.board_id or ""])
    return found
