"""A board with what can be nested in it.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/nested-resources/
"""

from typing import Any

from app.sandbox.fields.board import BOARD, own_prefs
from app.sandbox.fields.checklist import CHECKLIST
from app.sandbox.fields.custom_field import definition
from app.sandbox.fields.label import LABEL
from app.sandbox.fields.member import members
from app.sandbox.fields.membership import FILTERS as MEMBERSHIP_FILTERS
from app.sandbox.fields.membership import memberships
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.models import Board
from app.sandbox.nesting import actions, cards, lists
from app.sandbox.nesting.stars import stars
from app.sandbox.paging import CEILING, DEFAULT_ACTIONS
from app.sandbox.params import Params
from app.sandbox.viewer import Viewer

MEMBER_FILTERS = ("admins", "all", "none", "normal", "owners")
_MEMBER_FIELDS = "avatarHash,fullName,initials,username,confirmed"


def board(item: Board, viewer: Viewer, params: Params) -> dict[str, Any]:
    """Return one board with the chosen fields and nested parts."""
    body = BOARD.one(item, viewer, params.get("fields"))
    body |= _collections(item, viewer, params) | _people(item, viewer, params)
    if actions.is_wanted(params):
        body["actions"] = actions.nested(viewer.world.actions.by("board_id", item.id), viewer, params)
    if params.flag("organization"):
        body["organization"] = organization(item, viewer, params)
    return body


def _collections(item: Board, viewer: Viewer, params: Params) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if "lists" in params:
        body["lists"] = lists.lists(
            item.id, viewer, params.choice("lists", lists.FILTERS, "none"), params.get("list_fields")
        )
    if "cards" in params:
        chosen = params.choice("cards", cards.FILTERS, "none")
        found = cards.filtered(viewer.world.cards_of_board(item.id), viewer, chosen)
        body["cards"] = cards.cards(found[:CEILING], viewer, params.under("card_", only=cards.ON_BOARD))
    if params.choice("labels", ("all", "none", "true", "false"), "none") in {"all", "true"}:
        body["labels"] = labels(item, viewer, params.get("label_fields"), params.under("labels_"))
    if params.choice("checklists", ("all", "none", "true", "false"), "none") in {"all", "true"}:
        body["checklists"] = checklists(item, viewer, params.get("checklist_fields"))
    if params.flag("customFields"):
        body["customFields"] = custom_fields(item, viewer)
    if params.flag("pluginData"):
        body["pluginData"] = []
    if params.flag("tags"):
        body["tags"] = []
    return body


def _people(item: Board, viewer: Viewer, params: Params) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if "members" in params:
        chosen = params.choice("members", MEMBER_FILTERS, "none")
        body["members"] = board_members(item, viewer, chosen, params.get("member_fields") or _MEMBER_FIELDS)
    if "memberships" in params:
        chosen = params.choice("memberships", MEMBERSHIP_FILTERS, "none")
        below = params.under("memberships_")
        body["memberships"] = memberships(item.memberships, viewer, chosen, below)
    if "membersInvited" in params:
        body["membersInvited"] = []
    if params.choice("boardStars", ("mine", "none"), "none") == "mine":
        body["boardStars"] = stars(viewer.world, viewer.member_id, item.id)
    if params.flag("myPrefs"):
        body["myPrefs"] = own_prefs(item, viewer)
    return body


def board_members(item: Board, viewer: Viewer, chosen: str, wanted: str) -> list[dict[str, Any]]:
    """Return those of a board's members that pass one of `MEMBER_FILTERS`."""
    kinds = {"admins": {"admin"}, "owners": {"admin"}, "normal": {"normal"}, "none": set[str]()}.get(chosen)
    ids = [each.member_id for each in item.memberships if kinds is None or each.member_type in kinds]
    return members(ids, viewer, wanted)


def labels(item: Board, viewer: Viewer, wanted: str | None, params: Params) -> list[dict[str, Any]]:
    """Return a board's labels, 50 unless `limit` says otherwise (0 to 1000)."""
    limit = params.number("limit", 0, CEILING, DEFAULT_ACTIONS)
    names = LABEL.select(wanted)
    return [LABEL.take(each, viewer, names) for each in viewer.world.labels.by("board_id", item.id)[:limit]]


def checklists(item: Board, viewer: Viewer, wanted: str | None) -> list[dict[str, Any]]:
    """Return the checklists of all cards of a board."""
    names = CHECKLIST.select(wanted)
    return [CHECKLIST.take(each, viewer, names) for each in viewer.world.checklists.by("board_id", item.id)]


def custom_fields(item: Board, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the definitions of a board's custom fields."""
    return [definition(each, viewer) for each in viewer.world.custom_fields_of(item.id)]


def organization(item: Board, viewer: Viewer, params: Params) -> dict[str, Any] | None:
    """Return a board's organization by the `organization_...` parameters; None if it has none."""
    found = viewer.world.organizations.get(item.organization_id or "")
    if found is None:
        return None
    body = ORGANIZATION.one(found, viewer, params.get("organization_fields") or "name,displayName")
    chosen = params.choice("organization_memberships", MEMBERSHIP_FILTERS, "none")
    if chosen != "none":
        body["memberships"] = memberships(found.memberships, viewer, chosen)
    return body
