from typing import Any

from app.sandbox import lookup
from app.sandbox.errors import not_found
from app.sandbox.fields.action import ACTION
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.list import LIST
from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.fields.selection import Fields
from app.sandbox.nesting.actions import action
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes
from app.sandbox.table import Table

routes = Routes()


@routes.get("/actions/{action}")
def _read_action(request: Request) -> Any:
    found, params = lookup.action(request), request.params
    shown = params.plus(display=params.text("display", "true"))
    return action(found, request.viewer, shown)


@routes.get("/actions/{action}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, ACTION, lookup.action(request))


@routes.get("/actions/{action}/board")
def _read_board(request: Request) -> Any:
    return _concerned(request, request.world.boards, BOARD, lookup.action(request).board_id)


@routes.get("/actions/{action}/card")
def _read_card(request: Request) -> Any:
    return _concerned(request, request.world.cards, CARD, lookup.action(request).card_id)


@routes.get("/actions/{action}/list")
def _read_list(request: Request) -> Any:
    lists = lookup.action(request).list_ids
    return _concerned(request, request.world.lists, LIST, lists[0] if lists else None)


@routes.get("/actions/{action}/memberCreator")
def _read_creator(request: Request) -> Any:
    return _concerned(request, request.world.members, MEMBER, lookup.action(request).creator_id)


@routes.get("/actions/{action}/member")
def _read_member(request: Request) -> Any:
    return _concerned(request, request.world.members, MEMBER, lookup.action(request).member_id)


@routes.get("/actions/{action}/organization")
def _read_organization(request: Request) -> Any:
    found = lookup.action(request)
    board = request.world.boards.get(found.board_id or "")
    organization_id = board.organization_id if board else found.organization_id
    return _concerned(request, request.world.organizations, ORGANIZATION, organization_id)


def _concerned(request: Request, table: Table[Any], fields: Fields[Any], item_id: str | None) -> Any:
    item = table.get(item_id or "")
    if item is None:
        raise not_found()
    return fields.one(item, request.viewer, request.params.get("fields") or "all")
