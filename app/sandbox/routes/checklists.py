from typing import Any

from app.sandbox import lookup
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.checklist import CHECKLIST, check_item, check_items
from app.sandbox.nesting import cards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/checklists/{checklist}")
def _read_checklist(request: Request) -> Any:
    item, params = lookup.checklist(request), request.params
    body = CHECKLIST.one(item, request.viewer, params.get("fields"))
    if params.text("checkItems", "all").lower() == "none":
        body.pop("checkItems", None)
    if params.choice("cards", cards.FILTERS, "none") != "none":
        card = lookup.by_id(request.world.cards, item.card_id)
        body["cards"] = cards.cards([card], request.viewer, params.under("card_"))
    return body


@routes.get("/checklists/{checklist}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, CHECKLIST, lookup.checklist(request))


@routes.get("/checklists/{checklist}/board")
def _read_board(request: Request) -> Any:
    board = lookup.by_id(request.world.boards, lookup.checklist(request).board_id)
    return BOARD.one(board, request.viewer, request.params.get("fields"))


@routes.get("/checklists/{checklist}/cards")
def _read_cards(request: Request) -> Any:
    card = lookup.by_id(request.world.cards, lookup.checklist(request).card_id)
    return cards.cards([card], request.viewer, request.params)


@routes.get("/checklists/{checklist}/checkItems")
def _read_check_items(request: Request) -> Any:
    return check_items(lookup.checklist(request), request.viewer, request.params.get("fields"))


@routes.get("/checklists/{checklist}/checkItems/{checkItem}")
def _read_check_item(request: Request) -> Any:
    checklist, item = lookup.check_item(request, [lookup.checklist(request)])
    return check_item(checklist, item, request.viewer, request.params.get("fields"))
