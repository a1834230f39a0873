from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.list import LIST
from app.sandbox.nesting import actions, cards
from app.sandbox.paging import page_of_cards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/lists/{list}")
def _read_list(request: Request) -> Any:
    return LIST.one(lookup.board_list(request), request.viewer, request.params.get("fields"))


@routes.get("/lists/{list}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, LIST, lookup.board_list(request))


@routes.get("/lists/{list}/actions")
def _read_actions(request: Request) -> Any:
    item = lookup.board_list(request)
    found = (each for each in request.world.actions.by("board_id", item.board_id) if item.id in each.list_ids)
    return actions.actions(found, request.viewer, request.params)


@routes.get("/lists/{list}/board")
def _read_board(request: Request) -> Any:
    board = lookup.by_id(request.world.boards, lookup.board_list(request).board_id)
    return BOARD.one(board, request.viewer, request.params.get("fields"))


@routes.get("/lists/{list}/cards", "/lists/{list}/cards/{filter}")
def _read_cards(request: Request) -> Any:
    item, viewer, params = lookup.board_list(request), request.viewer, request.filtered()
    chosen = params.choice("filter", cards.FILTERS, "open")
    found = cards.filtered(request.world.cards_of_list(item.id), viewer, chosen)
    return cards.cards(page_of_cards(found, params), viewer, params)
