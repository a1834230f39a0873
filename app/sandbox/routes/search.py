"""Search over what the viewer may see.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-search/. The answer is an object, whatever
the specification says. What was just made is found at once; Trello's index takes a while.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from app.sandbox.errors import invalid_value
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.models import Board, Card, Member
from app.sandbox.nesting import actions, cards
from app.sandbox.paging import CEILING
from app.sandbox.params import Params
from app.sandbox.request import Request
from app.sandbox.routing import Routes
from app.sandbox.search.matching import Search
from app.sandbox.search.query import parse

routes = Routes()

_KINDS: Final = ("actions", "boards", "cards", "members", "organizations")
_LONGEST_QUERY: Final = 16_384
_LAST_PAGE: Final = 100
_CARD_PARAMS: Final = frozenset({"fields", "attachments", "board", "list", "members", "stickers"})
_MEMBER_FIELDS: Final = "avatarHash,fullName,initials,username,confirmed"
_FOUND_MEMBER: Final = "avatarHash,avatarUrl,confirmed,fullName,initials,memberType,username"


@routes.get("/search")
def _read_search(request: Request) -> Any:
    params = request.params
    search = _search(request, partial=params.flag("partial"))
    kinds = _KINDS if "all" in _types(params) else _types(params)
    boards = _boards_within(request)
    find = {
        "actions": lambda: _actions(request, search, boards),
        "boards": lambda: _boards(request, search, boards),
        "cards": lambda: _cards(request, search, boards),
        "members": lambda: _members(request, search),
        "organizations": lambda: _organizations(request, search),
    }
    terms = [{"text": term.value, "negated": term.negated} for term in search.terms]
    options = {"terms": terms, "modifiers": [], "modelTypes": list(kinds), "partial": search.partial}
    return {"options": options} | {kind: find[kind]() for kind in kinds}


@routes.get("/search/members")
def _read_members(request: Request) -> Any:
    search, params = _search(request, partial=True), request.params
    limit = params.number("limit", 1, 20, 8)
    found = [member for member in request.world.members if _finds_member(search, member)]
    names = MEMBER.select(_FOUND_MEMBER)
    return [
        MEMBER.take(member, request.viewer, names) | {"similarity": 1, "active": True}
        for member in found[:limit]
    ]


def _search(request: Request, *, partial: bool) -> Search:
    query = request.params.text("query")
    if not 1 <= len(query) <= _LONGEST_QUERY:
        raise invalid_value("query")
    return Search(tuple(parse(query)), request.viewer, partial)


def _types(params: Params) -> tuple[str, ...]:
    types = params.names("modelTypes") or ("all",)
    if not set(types) <= {"all", *_KINDS}:
        raise invalid_value("modelTypes")
    return types


def _boards_within(request: Request) -> list[Board]:
    """Return the boards to look in: the viewer's, or those named as far as the viewer may see them."""
    chosen, organizations = request.params.names("idBoards"), request.params.names("idOrganizations")
    return [
        board
        for board in request.world.boards
        if request.viewer.sees_board(board)
        and (not organizations or board.organization_id in organizations)
        and (board.id in chosen if chosen and "mine" not in chosen else _is_mine(request, board))
    ]


def _is_mine(request: Request, board: Board) -> bool:
    return any(each.member_id == request.viewer.member_id for each in board.memberships)


def _limited(params: Params, kind: str, found: Iterable[Any]) -> list[Any]:
    limit = params.number(f"{kind}_limit", 1, CEILING, 10)
    start = params.number(f"{kind}_page", 0, _LAST_PAGE, 0) * limit
    return list(found)[start : start + limit]


def _boards(request: Request, search: Search, boards: list[Board]) -> list[dict[str, Any]]:
    names = BOARD.select(request.params.get("board_fields") or "name,idOrganization")
    found = _limited(request.params, "boards", (each for each in boards if search.finds_board(each)))
    return [BOARD.take(each, request.viewer, names) for each in found]


def _cards(request: Request, search: Search, boards: list[Board]) -> list[dict[str, Any]]:
    only = request.params.names("idCards")
    found: list[Card] = [
        card
        for board in boards
        for card in request.world.cards.by("board_id", board.id)
        if (not only or card.id in only) and search.finds_card(card)
    ]
    found.sort(key=attrgetter("last_activity", "id"), reverse=True)
    params = request.params.under("card_", only=_CARD_PARAMS)
    params = params.plus(fields=params.text("fields", "all"))
    return cards.cards(_limited(request.params, "cards", found), request.viewer, params)


def _members(request: Request, search: Search) -> list[dict[str, Any]]:
    names = MEMBER.select(request.params.get("member_fields") or _MEMBER_FIELDS)
    found = (member for member in request.world.members if _finds_member(search, member))
    return [MEMBER.take(each, request.viewer, names) for each in _limited(request.params, "members", found)]


def _finds_member(search: Search, member: Member) -> bool:
    return member.member_type != "ghost" and search.finds_text(member.full_name, member.username)


def _organizations(request: Request, search: Search) -> list[dict[str, Any]]:
    names = ORGANIZATION.select(request.params.get("organization_fields") or "name,displayName")
    found = (
        each
        for each in request.world.organizations
        if request.viewer.sees_organization(each) and search.finds_text(each.name, each.display_name)
    )
    chosen = _limited(request.params, "organizations", found)
    return [ORGANIZATION.take(each, request.viewer, names) for each in chosen]


def _actions(request: Request, search: Search, boards: list[Board]) -> list[dict[str, Any]]:
    found = (
        each
        for board in boards
        for each in request.world.actions.by("board_id", board.id)
        if search.finds_text(str(each.data.get("text", "")))
    )
    chosen = _limited(request.params, "actions", found)
    return [actions.action(each, request.viewer, Params()) for each in chosen]
