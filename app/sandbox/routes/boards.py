from typing import Any

from app.sandbox import lookup
from app.sandbox.errors import not_found
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.label import LABEL
from app.sandbox.fields.member import BRIEF
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.nesting import actions, cards, lists
from app.sandbox.nesting import board as nesting
from app.sandbox.nesting.stars import stars
from app.sandbox.paging import CEILING, page_of_cards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routes.memberships import read_memberships
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/boards/{board}")
def _read_board(request: Request) -> Any:
    return nesting.board(lookup.board(request), request.viewer, request.params)


@routes.get("/boards/{board}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, BOARD, lookup.board(request))


@routes.get("/boards/{board}/actions")
def _read_actions(request: Request) -> Any:
    found = request.world.actions.by("board_id", lookup.board(request).id)
    return actions.actions(found, request.viewer, request.params)


@routes.get("/boards/{board}/lists", "/boards/{board}/lists/{filter}")
def _read_lists(request: Request) -> Any:
    board, viewer, params = lookup.board(request), request.viewer, request.filtered()
    chosen = params.choice("filter", lists.FILTERS, "open")
    bodies = lists.lists(board.id, viewer, chosen, params.get("fields"))
    chosen_cards = params.choice("cards", cards.FILTERS, "none")
    if chosen_cards != "none":
        left, below = CEILING, params.under("card_", only={"fields"})
        for body in bodies:
            found = cards.filtered(request.world.cards_of_list(body["id"]), viewer, chosen_cards)[:left]
            body["cards"] = cards.cards(found, viewer, below)
            left -= len(found)
    return bodies


@routes.get("/boards/{board}/cards", "/boards/{board}/cards/{filter}")
def _read_cards(request: Request) -> Any:
    board, viewer, params = lookup.board(request), request.viewer, request.filtered()
    if "filter" in request.path and request.path["filter"].lower() not in cards.FILTERS:
        return _card_of_board(request, board.id)
    chosen = params.choice("filter", cards.FILTERS, "visible")
    found = cards.filtered(request.world.cards_of_board(board.id), viewer, chosen)
    return cards.cards(page_of_cards(found, params), viewer, params)


def _card_of_board(request: Request, board_id: str) -> Any:
    """Answer `/boards/{id}/cards/{idCard}`, which looks like a filter."""
    card = lookup.card(request.at(card=request.path["filter"]))
    if card.board_id != board_id:
        raise not_found()
    return cards.cards([card], request.viewer, request.params)[0]


@routes.get("/boards/{board}/members", "/boards/{board}/members/{filter}")
def _read_members(request: Request) -> Any:
    params = request.filtered()
    chosen = params.choice("filter", nesting.MEMBER_FILTERS, "all")
    wanted = params.get("fields")
    board = lookup.board(request)
    return nesting.board_members(board, request.viewer, chosen, BRIEF if wanted is None else wanted)


@routes.get("/boards/{board}/memberships", "/boards/{board}/memberships/{filter}")
def _read_memberships(request: Request) -> Any:
    return read_memberships(request, lookup.board(request).memberships)


@routes.get("/boards/{board}/labels")
def _read_labels(request: Request) -> Any:
    return nesting.labels(lookup.board(request), request.viewer, request.params.get("fields"), request.params)


@routes.get("/boards/{board}/labels/{label}")
def _read_label(request: Request) -> Any:
    board, label = lookup.board(request), lookup.label(request)
    if label.board_id != board.id:
        raise not_found()
    return LABEL.one(label, request.viewer, request.params.get("fields"))


@routes.get("/boards/{board}/checklists")
def _read_checklists(request: Request) -> Any:
    board, viewer, params = lookup.board(request), request.viewer, request.params
    bodies = nesting.checklists(board, viewer, params.get("fields"))
    chosen = params.choice("cards", cards.FILTERS, "none")
    if chosen != "none":
        found = cards.filtered(request.world.cards_of_board(board.id), viewer, chosen)
        bodies_by_card = {card.id: cards.cards([card], viewer, params.under("card_")) for card in found}
        for body, checklist in zip(bodies, request.world.checklists.by("board_id", board.id), strict=True):
            body["cards"] = bodies_by_card.get(checklist.card_id, [])
    return bodies


@routes.get("/boards/{board}/customFields")
def _read_custom_fields(request: Request) -> Any:
    return nesting.custom_fields(lookup.board(request), request.viewer)


@routes.get("/boards/{board}/organization")
def _read_organization(request: Request) -> Any:
    board = lookup.board(request)
    found = request.world.organizations.get(board.organization_id or "")
    if found is None:
        raise not_found()
    return ORGANIZATION.one(found, request.viewer, request.params.get("fields"))


@routes.get("/boards/{board}/boardStars")
def _read_stars(request: Request) -> Any:
    return stars(request.world, request.viewer.member_id, lookup.board(request).id)


@routes.get(
    "/boards/{board}/pluginData",
    "/boards/{board}/boardPlugins",
    "/boards/{board}/plugins",
    "/boards/{board}/tags",
    "/boards/{board}/membersInvited",
)
def _read_nothing(request: Request) -> Any:
    lookup.board(request)
    return []
