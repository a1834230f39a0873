"""What there is in a world to ask for."""

from typing import Final
from urllib.parse import quote

from hypothesis import strategies as st

from app.sandbox.models import COMMENTS, Card
from app.sandbox.routing import Route
from app.sandbox.store import World

_FIELDS: Final = {
    "boards": ("name", "desc", "closed", "idOrganization", "subscribed", "permissionLevel", "emailPosition"),
    "cards": ("name", "closed", "due", "pos", "idList", "idBoard", "idMembers", "idLabels", "cover", "state"),
    "checklists": ("name", "pos"),
    "labels": ("name", "color"),
    "lists": ("name", "closed", "pos", "idBoard", "subscribed"),
    "members": ("fullName", "bio", "username", "avatarSource", "colorBlind"),
    "organizations": ("name", "displayName", "desc", "permissionLevel"),
    "webhooks": ("active", "description", "idModel"),
}
"""Fields and preferences by the first word of a path."""

_FILTERS: Final = ("all", "open", "closed", "visible", "none", "name")


def ids(world: World) -> dict[str, list[str]]:
    """Return ids and names by the placeholders that they can stand for."""
    comments = [each.id for each in world.actions if each.type in COMMENTS]
    return {
        "action": [*comments[-5:], *(each.id for each in world.actions)][:8],
        "attachment": [each.id for each in world.attachments],
        "board": [link for each in world.boards for link in (each.id, each.short_link)],
        "card": [link for each in world.cards for link in (each.id, each.short_link)],
        "checkItem": [item.id for each in world.checklists for item in each.items],
        "checklist": [each.id for each in world.checklists],
        "customField": [each.id for each in world.custom_fields],
        "label": [each.id for each in world.labels],
        "list": [each.id for each in world.lists],
        "member": ["me", *(each.id for each in world.members)],
        "membership": [each.id for board in world.boards for each in board.memberships],
        "option": [option.id for each in world.custom_fields for option in each.options],
        "organization": [each.id for each in world.organizations],
        "star": [each.id for each in world.board_stars],
        "token": [each.value for each in world.tokens],
        "webhook": [each.id for each in world.webhooks],
    }


@st.composite
def paths(draw: st.DrawFn, route: Route, world: World, wild: int = 1) -> str:
    """Draw a path to a route, encoded as a good client does it; `wild` of eight parts are of nothing."""
    root = route.segments[0]
    known = ids(world) | {name: [*_FIELDS.get(root, _FILTERS)] for name in ("field", "pref")}
    if root == "members":
        known["member"] = ["me", "me", *known["member"]]
    found: dict[str, list[str]] = {}
    segments = []
    for each in route.segments:
        name = each[1:-1]
        if not each.startswith("{"):
            segments.append(each)
            continue
        there = found.get(name) or known.get(name, [*_FILTERS])
        segments.append(
            draw(st.sampled_from(there) if there and draw(st.integers(1, 8)) > wild else st.text())
        )
        found |= _below(world, name, segments[-1])
    return "/1/" + "/".join(quote(each, safe="") for each in segments)


def _below(world: World, kind: str, ref: str) -> dict[str, list[str]]:
    """Return ids by the placeholders that can stand behind something, if they are of what is on it."""
    if kind == "card":
        card = world.cards.get(ref) or world.cards.one("short_link", ref)
        return _on_card(world, card) if card else {}
    if kind in {"board", "organization"}:
        group = world.boards.get(ref) or world.boards.one("short_link", ref) or world.organizations.get(ref)
        memberships = group.memberships if group else []
        people = [each.member_id for each in memberships]
        return {"member": people, "membership": [each.id for each in memberships]}
    if kind == "checklist" and ref in world.checklists:
        return {"checkItem": [each.id for each in world.checklists[ref].items]}
    if kind == "customField" and ref in world.custom_fields:
        return {"option": [each.id for each in world.custom_fields[ref].options]}
    return {}


def _on_card(world: World, card: Card) -> dict[str, list[str]]:
    checklists = world.checklists.by("card_id", card.id)
    history = world.actions.by("card_id", card.id)
    return {
        "action": [each.id for each in history if each.type in COMMENTS],
        "attachment": [each.id for each in world.attachments.by("card_id", card.id)],
        "checkItem": [item.id for each in checklists for item in each.items],
        "checklist": [each.id for each in checklists],
        "customField": [each.id for each in world.custom_fields.by("board_id", card.board_id)],
        "label": card.label_ids,
        "member": [*card.member_ids, *card.voter_ids],
    }
