"""From a board to an export: as Trello makes one, but whole, and with what else is known here."""

import base64
from typing import Any, Final

from app.sandbox.exports.offline_format import KEY
from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.checklist import CHECKLIST
from app.sandbox.fields.custom_field import custom_field_item, definition
from app.sandbox.fields.label import LABEL
from app.sandbox.fields.list import LIST
from app.sandbox.fields.member import members
from app.sandbox.fields.membership import memberships
from app.sandbox.models import Board, BoardList, Card
from app.sandbox.nesting.actions import action
from app.sandbox.paging import newest_first
from app.sandbox.params import Params
from app.sandbox.store import World
from app.sandbox.viewer import Viewer

_MEMBER: Final = "username,fullName,initials,avatarHash,avatarUrl,bio,confirmed,memberType,url"


def dump_board(world: World, board: Board) -> dict[str, Any]:
    """Return the JSON value of an export that `load` makes the same board of."""
    viewer = Viewer(world, None)
    cards = world.cards_of_board(board.id)
    history = newest_first(world.actions.by("board_id", board.id))
    member_ids = [each.member_id for each in board.memberships]
    checklists = [each for card in cards for each in world.checklists_of_card(card.id)]
    return BOARD.one(board, viewer, "all") | {
        "actions": [action(each, viewer, Params()) for each in history],
        "cards": [_card(world, card, viewer) for card in cards],
        "checklists": [CHECKLIST.one(each, viewer, "all") for each in checklists],
        "customFields": [definition(each, viewer, "all") for each in world.custom_fields_of(board.id)],
        "labels": [LABEL.one(each, viewer, "all") for each in world.labels.by("board_id", board.id)],
        "lists": [LIST.one(each, viewer, "all") for each in world.lists_of(board.id)],
        "members": members(member_ids, viewer, _MEMBER),
        "pluginData": [],
        KEY: _offline(world, board, cards, viewer),
    }


def _card(world: World, card: Card, viewer: Viewer) -> dict[str, Any]:
    items = world.custom_field_items.by("card_id", card.id)
    return CARD.one(card, viewer, "all") | {
        "attachments": [ATTACHMENT.one(each, viewer, "all") for each in world.attachments_of(card.id)],
        "customFieldItems": [custom_field_item(each) for each in items],
        "pluginData": card.plugin_data,
        "stickers": card.stickers,
    }


def _offline(world: World, board: Board, cards: list[Card], viewer: Viewer) -> dict[str, Any]:
    stars = world.board_stars.by("board_id", board.id)
    places: tuple[Board | BoardList | Card, ...] = (board, *world.lists_of(board.id), *cards)
    subscribers = {each.id: each.subscriber_ids for each in places if each.subscriber_ids}
    attachments = [each for card in cards for each in world.attachments_of(card.id)]
    found = {
        "lastIdShort": board.last_short_id,
        "organization": _organization(world, board, viewer),
        "stars": [{"id": each.id, "idMember": each.member_id, "pos": each.pos} for each in stars],
        "subscribers": subscribers,
        "views": board.views,
        "ownPrefs": board.own_prefs,
        "files": {
            each.id: base64.b64encode(each.content).decode()
            for each in attachments
            if each.content is not None
        },
    }
    return found | {"people": members(_people(world, board, cards), viewer, _MEMBER)}


def _organization(world: World, board: Board, viewer: Viewer) -> dict[str, Any] | None:
    found = world.organizations.get(board.organization_id or "")
    if found is None:
        return None
    return {
        "id": found.id,
        "name": found.name,
        "displayName": found.display_name,
        "desc": found.desc,
        "website": found.website,
        "idMemberCreator": found.creator_id,
        "permissionLevel": found.permission_level,
        "memberships": memberships(found.memberships, viewer),
    }


def _people(world: World, board: Board, cards: list[Card]) -> list[str]:
    """Return the ids of all whom the export speaks of."""
    organization = world.organizations.get(board.organization_id or "")
    belonging = [*board.memberships, *(organization.memberships if organization else ())]
    ids: set[str | None] = {board.creator_id, organization.creator_id if organization else None}
    ids |= {each.member_id for each in belonging} | {*board.views, *board.own_prefs}
    ids |= {each.member_id for each in world.board_stars.by("board_id", board.id)}
    for each in world.actions.by("board_id", board.id):
        ids |= {each.creator_id, each.member_id}
    for card in cards:
        ids |= {*card.member_ids, *card.voter_ids, *card.subscriber_ids}
        ids |= {each.member_id for each in world.attachments_of(card.id)}
        ids |= {item.member_id for each in world.checklists_of_card(card.id) for item in each.items}
    return sorted(each for each in ids if each)
