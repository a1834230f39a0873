from typing import Any

from app.sandbox import lookup
from app.sandbox.errors import not_allowed, not_found
from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.checklist import check_item
from app.sandbox.fields.list import LIST
from app.sandbox.fields.member import members
from app.sandbox.files import File
from app.sandbox.nesting import actions, cards
from app.sandbox.request import Request
from app.sandbox.routes.fields import one_field
from app.sandbox.routing import Routes

routes = Routes()


@routes.get("/cards/{card}")
def _read_card(request: Request) -> Any:
    return cards.cards([lookup.card(request)], request.viewer, request.params)[0]


@routes.get("/cards/{card}/{field}")
def _read_field(request: Request) -> Any:
    return one_field(request, CARD, lookup.card(request))


@routes.get("/cards/{card}/actions")
def _read_actions(request: Request) -> Any:
    found = request.world.actions.by("card_id", lookup.card(request).id)
    return actions.actions(found, request.viewer, request.params, actions.ON_CARD)


@routes.get("/cards/{card}/attachments")
def _read_attachments(request: Request) -> Any:
    chosen = request.params.text("filter").lower()
    return cards.attachments(lookup.card(request), request.viewer, chosen, request.params.get("fields"))


@routes.get("/cards/{card}/attachments/{attachment}")
def _read_attachment(request: Request) -> Any:
    found = lookup.attachment(request, lookup.card(request))
    return ATTACHMENT.one(found, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/attachments/{attachment}/download/{name}")
def _download(request: Request) -> Any:
    """Return an uploaded file, to those whose credentials are in the header; its name is not looked at."""
    if not request.in_header:
        raise not_allowed()
    found = lookup.attachment(request, lookup.card(request))
    if found.content is None:
        raise not_found()
    return File(found.content, found.mime_type)


@routes.get("/cards/{card}/board")
def _read_board(request: Request) -> Any:
    board = lookup.by_id(request.world.boards, lookup.card(request).board_id)
    return BOARD.one(board, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/list")
def _read_list(request: Request) -> Any:
    found = lookup.by_id(request.world.lists, lookup.card(request).list_id)
    return LIST.one(found, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/members")
def _read_members(request: Request) -> Any:
    return members(lookup.card(request).member_ids, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/membersVoted")
def _read_voters(request: Request) -> Any:
    return members(lookup.card(request).voter_ids, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/checklists")
def _read_checklists(request: Request) -> Any:
    return cards.checklists(lookup.card(request), request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/checkItem/{checkItem}")
def _read_check_item(request: Request) -> Any:
    among = request.world.checklists_of_card(lookup.card(request).id)
    checklist, item = lookup.check_item(request, among)
    return check_item(checklist, item, request.viewer, request.params.get("fields"))


@routes.get("/cards/{card}/customFieldItems")
def _read_custom_field_items(request: Request) -> Any:
    return cards.custom_field_items(lookup.card(request), request.viewer)


@routes.get("/cards/{card}/pluginData")
def _read_plugin_data(request: Request) -> Any:
    return lookup.card(request).plugin_data


@routes.get("/cards/{card}/stickers")
def _read_stickers(request: Request) -> Any:
    return lookup.card(request).stickers
