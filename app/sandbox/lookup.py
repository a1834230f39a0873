"""From what stands in a path to the object that is meant, or to Trello's refusal."""

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from app.sandbox.dates import is_object_id
from app.sandbox.errors import Refusal, invalid_id, invalid_value, list_not_found, not_allowed, not_found
from app.sandbox.models import (
    COMMENTS,
    Action,
    Attachment,
    Board,
    BoardList,
    BoardStar,
    Card,
    CheckItem,
    Checklist,
    CustomField,
    CustomFieldOption,
    Label,
    Member,
    Organization,
    Token,
    Webhook,
)
from app.sandbox.request import Request
from app.sandbox.table import Identified, Table

_SHORT_LINK: Final = re.compile("[0-9a-zA-Z]{8}")

FoundT = TypeVar("FoundT")
ItemT = TypeVar("ItemT", bound=Identified)


def board(request: Request) -> Board:
    """Return the board whose id or shortLink is in the path."""
    ref, boards = request.path["board"], request.world.boards
    found = boards.one("short_link", ref) if _SHORT_LINK.fullmatch(ref) else by_id(boards, ref)
    return request.viewer.must_see_board(_found(found))


def card(request: Request) -> Card:
    """Return the card whose id or shortLink is in the path."""
    ref, cards = request.path["card"], request.world.cards
    found = _found(cards.one("short_link", ref) if _SHORT_LINK.fullmatch(ref) else by_id(cards, ref))
    _board_of(request, found.board_id)
    return found


def board_list(request: Request) -> BoardList:
    """Return the list whose id is in the path."""
    found = by_id(request.world.lists, request.path["list"], missing=list_not_found())
    _board_of(request, found.board_id)
    return found


def attachment(request: Request, on: Card) -> Attachment:
    """Return the attachment of a card whose id is in the path."""
    found = by_id(request.world.attachments, request.path["attachment"])
    if found.card_id != on.id:
        raise not_found()
    return found


def checklist(request: Request) -> Checklist:
    """Return the checklist whose id is in the path."""
    found = by_id(request.world.checklists, request.path["checklist"])
    _board_of(request, found.board_id)
    return found


def checklist_of(request: Request, card: Card) -> Checklist:
    """Return the checklist of a card whose id is in the path."""
    found = checklist(request)
    if found.card_id != card.id:
        raise not_found()
    return found


def check_item(request: Request, among: Iterable[Checklist]) -> tuple[Checklist, CheckItem]:
    """Return the item whose id is in the path, after the one of these checklists that it is on."""
    ref = request.path["checkItem"]
    if not is_object_id(ref):
        raise invalid_id()
    found = ((each, item) for each in among for item in each.items if item.id == ref.lower())
    return _found(next(found, None))


def label(request: Request) -> Label:
    """Return the label whose id is in the path."""
    found = by_id(request.world.labels, request.path["label"])
    _board_of(request, found.board_id)
    return found


def custom_field(request: Request) -> CustomField:
    """Return the custom field whose id is in the path."""
    found = by_id(request.world.custom_fields, request.path["customField"])
    _board_of(request, found.board_id)
    return found


def option(request: Request, field: CustomField) -> CustomFieldOption:
    """Return the option of a custom field whose id is in the path."""
    ref = request.path["option"]
    if not is_object_id(ref):
        raise invalid_id()
    return _found(next((each for each in field.options if each.id == ref.lower()), None))


def action(request: Request) -> Action:
    """Return the action whose id is in the path."""
    found = by_id(request.world.actions, request.path["action"])
    if not request.viewer.sees_action(found):
        raise not_allowed()
    return found


def comment(request: Request) -> Action:
    """Return the comment whose id is in the path."""
    found = action(request)
    if found.type not in COMMENTS or (found.card_id or "") not in request.world.cards:
        raise invalid_value("idAction")
    return found


def member(request: Request) -> Member:
    """Return the member whose id or user name is in the path, or whose token is used if it says `me`."""
    ref, members = request.path["member"], request.world.members
    if ref.lower() == "me":
        if request.viewer.member is None:
            raise not_allowed()
        return request.viewer.member
    return _found(members.get(ref.lower()) or members.one("username", ref.lower()))


def star(request: Request, of: Member) -> BoardStar:
    """Return the star of a member whose id is in the path."""
    found = by_id(request.world.board_stars, request.path["star"])
    if found.member_id != of.id:
        raise not_found()
    return found


def organization(request: Request) -> Organization:
    """Return the organization whose id or name is in the path."""
    ref, organizations = request.path["organization"].lower(), request.world.organizations
    found = _found(organizations.get(ref) or organizations.one("name", ref))
    if not request.viewer.sees_organization(found):
        raise not_allowed("org")
    return found


def token(request: Request) -> Token:
    """Return the token that is in the path, if it is the viewer's; without one there, the one in use."""
    if "token" not in request.path:
        return _found(request.token)
    found = _found(request.world.tokens.one("value", request.path["token"]))
    if found.member_id != request.viewer.member_id:
        raise not_allowed("token")
    return found


def webhook(request: Request) -> Webhook:
    """Return the webhook whose id is in the path, of the token in the path or else of the one in use."""
    owner = token(request)
    found = by_id(request.world.webhooks, request.path["webhook"])
    return _found(found if found.token_id == owner.id else None)


def by_id(table: Table[ItemT], ref: str, missing: Refusal | None = None) -> ItemT:
    """Return the object with this id; refuse what cannot be an id and what is an id of nothing."""
    if not is_object_id(ref):
        raise invalid_id()
    found = table.get(ref.lower())
    if found is None:
        raise missing or not_found()
    return found


def _found(item: FoundT | None) -> FoundT:
    if item is None:
        raise not_found()
    return item


def _board_of(request: Request, board_id: str) -> Board:
    return request.viewer.must_see_board(by_id(request.world.boards, board_id))
