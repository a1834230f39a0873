"""A member with what can be nested in one."""

from typing import Any

from app.sandbox.fields.member import MEMBER
from app.sandbox.fields.organization import ORGANIZATION
from app.sandbox.fields.token import TOKEN
from app.sandbox.models import Member
from app.sandbox.nesting import actions, cards
from app.sandbox.nesting.boards import board_bodies, visible_boards
from app.sandbox.nesting.stars import stars
from app.sandbox.paging import CEILING
from app.sandbox.params import Params
from app.sandbox.permissions import must_be_oneself
from app.sandbox.viewer import Viewer

CARD_FILTERS = (*cards.FILTERS, "complete", "incomplete")


def member(item: Member, viewer: Viewer, params: Params) -> dict[str, Any]:
    """Return one member with the chosen fields, all by default, and nested parts."""
    body = MEMBER.one(item, viewer, params.get("fields"))
    if "boards" in params:
        found = visible_boards(
            viewer.world.boards_of_member(item.id), viewer, params.names("boards") or ("none",)
        )
        body["boards"] = board_bodies(found, viewer, params.get("board_fields"))
    if "cards" in params:
        chosen = params.choice("cards", CARD_FILTERS, "none")
        found_cards = cards.filtered(visible_cards(item, viewer), viewer, chosen)[:CEILING]
        body["cards"] = cards.cards(found_cards, viewer, params.under("card_", only=cards.ON_BOARD))
    if "organizations" in params:
        wanted = params.get("organization_fields")
        body["organizations"] = organizations(item, viewer, params.text("organizations").lower(), wanted)
    if actions.is_wanted(params):
        body["actions"] = actions.nested(visible_actions(item, viewer), viewer, params)
    return body | _private(item, viewer, params)


def _private(item: Member, viewer: Viewer, params: Params) -> dict[str, Any]:
    body: dict[str, Any] = {
        name: []
        for name in ("boardsInvited", "notifications", "organizationsInvited", "savedSearches")
        if params.text(name).lower() not in {"", "none", "false"}
    }
    if params.text("boardStars").lower() in {"mine", "true"}:
        body["boardStars"] = stars(viewer.world, must_be_oneself(item, viewer).id)
    if params.text("tokens").lower() in {"all", "true"}:
        body["tokens"] = tokens(item, viewer)
    return body


def visible_cards(item: Member, viewer: Viewer) -> list[Any]:
    """Return the cards that a member is on and the viewer may see."""
    world = viewer.world
    open_to_viewer = {board.id for board in world.boards if viewer.sees_board(board)}
    return [card for card in world.cards_of_member(item.id) if card.board_id in open_to_viewer]


def visible_actions(item: Member, viewer: Viewer) -> list[Any]:
    """Return what a member did that the viewer may see."""
    return [each for each in viewer.world.actions.by("creator_id", item.id) if viewer.sees_action(each)]


def organizations(item: Member, viewer: Viewer, chosen: str, wanted: str | None) -> list[dict[str, Any]]:
    """Return a member's organizations that the viewer may see, with all fields by default."""
    if chosen in {"none", "false"}:
        return []
    names = ORGANIZATION.select("all" if wanted is None else wanted)
    level = {"public": {"public"}, "members": {"private"}}.get(chosen, {"public", "private"})
    return [
        ORGANIZATION.take(each, viewer, names)
        for each in viewer.world.organizations_of_member(item.id)
        if viewer.sees_organization(each) and each.permission_level in level
    ]


def tokens(item: Member, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the viewer's own tokens without their values; nobody sees another's."""
    must_be_oneself(item, viewer)
    return [TOKEN.one(each, viewer, None) for each in viewer.world.tokens.by("member_id", item.id)]
