"""Cards with what can be nested in each: the same for one, a listing, and cards inside something else."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias, TypeVar

from app.sandbox.fields.attachment import ATTACHMENT
from app.sandbox.fields.board import BOARD
from app.sandbox.fields.card import CARD
from app.sandbox.fields.checklist import CHECKLIST
from app.sandbox.fields.custom_field import custom_field_item
from app.sandbox.fields.list import LIST
from app.sandbox.fields.member import members
from app.sandbox.fields.selection import Fields
from app.sandbox.models import Attachment, Card
from app.sandbox.nesting import actions
from app.sandbox.params import Params
from app.sandbox.viewer import Viewer

FILTERS: Final = ("all", "closed", "none", "open", "visible")
ON_BOARD: Final = frozenset(
    {"fields", "attachments", "attachment_fields", "checklists", "customFieldItems", "pluginData", "stickers"}
)
"""What `card_...` parameters of a board can ask of its cards; their members are not among it."""

ItemT = TypeVar("ItemT")
_Part: TypeAlias = Callable[[Card], Any]


def cards(found: Iterable[Card], viewer: Viewer, params: Params) -> list[dict[str, Any]]:
    """Return cards with the chosen fields and nested parts, parameters named as on `/boards/{id}/cards`."""
    names = CARD.select(params.get("fields"))
    parts = _parts(viewer, params)
    return [
        CARD.take(card, viewer, names) | {name: part(card) for name, part in parts.items()} for card in found
    ]


def filtered(found: Iterable[Card], viewer: Viewer, chosen: str) -> list[Card]:
    """Return the cards that pass one of `FILTERS`, or `complete` or `incomplete`."""
    match chosen:
        case "all":
            return list(found)
        case "none":
            return []
        case "closed":
            return [card for card in found if card.closed]
        case "complete" | "incomplete":
            return [card for card in found if card.due_complete == (chosen == "complete")]
        case "visible":
            return [card for card in found if not card.closed and not _list_is_closed(card, viewer)]
        case _:
            return [card for card in found if not card.closed]


def _list_is_closed(card: Card, viewer: Viewer) -> bool:
    found = viewer.world.lists.get(card.list_id)
    return found is not None and found.closed


def attachments(card: Card, viewer: Viewer, chosen: str, wanted: str | None) -> list[dict[str, Any]]:
    """Return a card's attachments; only its cover if `chosen` is `cover`."""
    names = ATTACHMENT.select(wanted)

    def passes(each: Attachment) -> bool:
        return chosen != "cover" or each.id == card.cover_attachment_id

    found = viewer.world.attachments_of(card.id)
    return [ATTACHMENT.take(each, viewer, names) for each in found if passes(each)]


def custom_field_items(card: Card, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the values of custom fields on a card."""
    return [custom_field_item(each) for each in viewer.world.custom_field_items.by("card_id", card.id)]


def checklists(card: Card, viewer: Viewer, wanted: str | None) -> list[dict[str, Any]]:
    """Return a card's checklists with their items."""
    names = CHECKLIST.select(wanted)
    return [CHECKLIST.take(each, viewer, names) for each in viewer.world.checklists_of_card(card.id)]


def _parts(viewer: Viewer, params: Params) -> dict[str, _Part]:
    """Return what is to be nested in each card, by the name under which it is sent."""
    world = viewer.world
    chosen = params.text("attachments").lower()
    board_fields, list_fields = params.get("board_fields"), params.get("list_fields")
    every: dict[str, tuple[bool, _Part]] = {
        "actions": (
            actions.is_wanted(params),
            lambda card: actions.nested(
                world.actions.by("card_id", card.id), viewer, params, actions.ON_CARD
            ),
        ),
        "attachments": (
            chosen in {"true", "cover"},
            lambda card: attachments(card, viewer, chosen, params.get("attachment_fields")),
        ),
        "board": (
            params.flag("board"),
            lambda card: _one(viewer, BOARD, world.boards.get(card.board_id), board_fields),
        ),
        "checklists": (
            params.text("checklists").lower() in {"all", "true"},
            lambda card: checklists(card, viewer, params.get("checklist_fields")),
        ),
        "customFieldItems": (params.flag("customFieldItems"), lambda card: custom_field_items(card, viewer)),
        "list": (
            params.flag("list"),
            lambda card: _one(viewer, LIST, world.lists.get(card.list_id), list_fields),
        ),
        "members": (
            params.flag("members"),
            lambda card: members(card.member_ids, viewer, params.get("member_fields")),
        ),
        "membersVoted": (
            params.flag("membersVoted"),
            lambda card: members(card.voter_ids, viewer, params.get("memberVoted_fields")),
        ),
        "pluginData": (params.flag("pluginData"), lambda card: card.plugin_data),
        "stickers": (params.flag("stickers"), lambda card: card.stickers),
    }
    return {name: part for name, (wanted, part) in every.items() if wanted}


def _one(viewer: Viewer, fields: Fields[ItemT], item: ItemT | None, wanted: str | None) -> Any:
    return item and fields.one(item, viewer, wanted)
