from typing import Any, Final

from app.sandbox import lookup, permissions
from app.sandbox.changes import board_members, members
from app.sandbox.errors import not_found
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.membership import memberships
from app.sandbox.models import Board, Member
from app.sandbox.permissions import membership_of
from app.sandbox.request import Write
from app.sandbox.routing import Routes
from app.sandbox.validation import email, one_of
from app.sandbox.writes.memberships import must_keep_an_admin, people

routes = Routes()

_KINDS: Final = ("admin", "normal", "observer")


@routes.put("/boards/{board}/members/{member}")
def _set(request: Write) -> Any:
    board, member = _invitable(request), lookup.member(request)
    return _joined(request, board, member, one_of(_KINDS)(request.params, "type"))


@routes.put("/boards/{board}/members")
def _invite(request: Write) -> Any:
    board, params = _invitable(request), request.params
    address, kind = email(params, "email"), params.choice("type", _KINDS, "normal")
    member = members.invite(request.actor, address, params.text("fullName"))
    return _joined(request, board, member, kind)


def _joined(request: Write, board: Board, member: Member, kind: str) -> Any:
    membership = membership_of(board, member.id)
    if membership is None:
        board_members.add(request.actor, board, member, kind, unconfirmed=member.member_type == "ghost")
    elif membership.member_type != kind:
        permissions.must_administer(request.viewer, board)
        must_keep_an_admin(board, member.id, kind)
        board_members.set_kind(request.actor, board, membership, kind)
    return {"id": board.id, **people(board, request.viewer)}


@routes.put("/boards/{board}/memberships/{membership}")
def _set_membership(request: Write) -> Any:
    board = permissions.must_administer(request.viewer, permissions.editable_board(request))
    kind = one_of(_KINDS)(request.params, "type")
    ref = request.path["membership"].lower()
    found = next((each for each in board.memberships if each.id == ref), None)
    if found is None:
        raise not_found()
    must_keep_an_admin(board, found.member_id, kind)
    board_members.set_kind(request.actor, board, found, kind)
    return memberships([found], request.viewer)[0]


@routes.delete("/boards/{board}/members/{member}")
def _remove(request: Write) -> Any:
    """Take a member off a board: an admin does that, or they themselves."""
    board, member = lookup.board(request), lookup.member(request)
    if member.id != request.viewer.member_id:
        permissions.must_administer(request.viewer, board)
    membership = membership_of(board, member.id)
    if membership is None:
        raise not_found()
    must_keep_an_admin(board, member.id)
    board_members.remove(request.actor, board, membership)
    return BOARD.one(board, request.viewer, None) | people(board, request.viewer)


def _invitable(request: Write) -> Board:
    board = permissions.editable_board(request)
    if board.prefs.get("invitations") == "admins":
        permissions.must_administer(request.viewer, board)
    return board
