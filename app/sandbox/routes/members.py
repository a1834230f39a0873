from typing import Any

from app.sandbox import lookup, permissions
from app.sandbox.fields.member import MEMBER
from app.sandbox.nesting import actions, cards
from app.sandbox.nesting import member as nesting
from app.sandbox.nesting.boards import board_bodies, visible_boards
from app.sandbox.nesting.stars import star, stars
from app.sandbox.paging import page_of_cards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/members/{member}")
def _read_member(request: Request) -> Any:
    return nesting.member(lookup.member(request), request.viewer, request.params)


@routes.get("/members/{member}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, MEMBER, lookup.member(request))


@routes.get("/members/{member}/actions")
def _read_actions(request: Request) -> Any:
    found = nesting.visible_actions(lookup.member(request), request.viewer)
    return actions.actions(found, request.viewer, request.params)


@routes.get("/members/{member}/boards", "/members/{member}/boards/{filter}")
def _read_boards(request: Request) -> Any:
    member, viewer, params = lookup.member(request), request.viewer, request.filtered()
    wanted = params.names("filter") or ("all",)
    found = visible_boards(request.world.boards_of_member(member.id), viewer, wanted)
    return board_bodies(found, viewer, params.get("fields"), params)


@routes.get("/members/{member}/cards", "/members/{member}/cards/{filter}")
def _read_cards(request: Request) -> Any:
    member, viewer, params = lookup.member(request), request.viewer, request.filtered()
    chosen = params.choice("filter", nesting.CARD_FILTERS, "visible")
    found = cards.filtered(nesting.visible_cards(member, viewer), viewer, chosen)
    return cards.cards(page_of_cards(found, params), viewer, params)


@routes.get("/members/{member}/organizations", "/members/{member}/organizations/{filter}")
def _read_organizations(request: Request) -> Any:
    params = request.filtered()
    chosen = params.text("filter", "all").lower()
    return nesting.organizations(lookup.member(request), request.viewer, chosen, params.get("fields"))


@routes.get("/members/{member}/boardStars")
def _read_stars(request: Request) -> Any:
    return stars(request.world, permissions.oneself(request).id)


@routes.get("/members/{member}/boardStars/{star}")
def _read_star(request: Request) -> Any:
    return star(lookup.star(request, permissions.oneself(request)))


@routes.get("/members/{member}/tokens")
def _read_tokens(request: Request) -> Any:
    return nesting.tokens(lookup.member(request), request.viewer)


@routes.get(
    "/members/{member}/notifications",
    "/members/{member}/boardsInvited",
    "/members/{member}/organizationsInvited",
    "/members/{member}/savedSearches",
)
def _read_nothing(request: Request) -> Any:
    permissions.oneself(request)
    return []
