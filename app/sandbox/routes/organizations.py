from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.member import BRIEF, members
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.nesting import actions
from app.sandbox.nesting.board import MEMBER_FILTERS
from app.sandbox.nesting.boards import board_bodies, visible_boards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routes.memberships import read_memberships
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/organizations/{organization}")
def _read_organization(request: Request) -> Any:
    return ORGANIZATION.one(lookup.organization(request), request.viewer, request.params.get("fields"))


@routes.get("/organizations/{organization}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, ORGANIZATION, lookup.organization(request))


@routes.get("/organizations/{organization}/actions")
def _read_actions(request: Request) -> Any:
    item, world = lookup.organization(request), request.world
    boards = [
        board for board in world.boards.by("organization_id", item.id) if request.viewer.sees_board(board)
    ]
    found = world.actions.by("organization_id", item.id)
    found += [each for board in boards for each in world.actions.by("board_id", board.id)]
    return actions.actions({each.id: each for each in found}.values(), request.viewer, request.params)


@routes.get("/organizations/{organization}/boards", "/organizations/{organization}/boards/{filter}")
def _read_boards(request: Request) -> Any:
    item, params = lookup.organization(request), request.filtered()
    wanted = params.names("filter") or ("all",)
    found = visible_boards(request.world.boards.by("organization_id", item.id), request.viewer, wanted)
    return board_bodies(found, request.viewer, params.get("fields"))


@routes.get("/organizations/{organization}/members", "/organizations/{organization}/members/{filter}")
def _read_members(request: Request) -> Any:
    item, params = lookup.organization(request), request.filtered()
    chosen = params.choice("filter", MEMBER_FILTERS, "all")
    kinds = {"admins": {"admin"}, "owners": {"admin"}, "normal": {"normal"}, "none": set[str]()}.get(chosen)
    ids = [each.member_id for each in item.memberships if kinds is None or each.member_type in kinds]
    # Trello documents `fields` only for the form without a filter in its path.
    wanted = None if "filter" in request.path else params.get("fields")
    return members(ids, request.viewer, BRIEF if wanted is None else wanted)


@routes.get("/organizations/{organization}/memberships", "/organizations/{organization}/memberships/{filter}")
def _read_memberships(request: Request) -> Any:
    return read_memberships(request, lookup.organization(request).memberships)


@routes.get("/organizations/{organization}/pluginData", "/organizations/{organization}/tags")
def _read_nothing(request: Request) -> Any:
    lookup.organization(request)
    return []
