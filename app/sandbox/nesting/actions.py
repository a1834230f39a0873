"""Actions with their members, as a listing of their own or nested in what they are about."""

from collections.abc import Iterable
from typing import Any, Final

from app.sandbox.fields.action import ACTION, display, entities
from app.sandbox.fields.member import member_or_none
from app.sandbox.models import Action
from app.sandbox.paging import page_of_actions
from app.sandbox.params import Params
from app.sandbox.viewer import Viewer

ALL: Final = "all"
ON_CARD: Final = "commentCard,updateCard:idList"
"""What a card's actions are filtered by where nothing else is said."""


def action(item: Action, viewer: Viewer, params: Params) -> dict[str, Any]:
    """Return one action with what its parameters nest in it."""
    body = ACTION.one(item, viewer, params.get("fields"))
    if params.flag("memberCreator", default=True):
        body["memberCreator"] = member_or_none(item.creator_id, viewer, params.get("memberCreator_fields"))
    if item.member_id and params.flag("member", default=True):
        body["member"] = member_or_none(item.member_id, viewer, params.get("member_fields"))
    if params.flag("display"):
        body["display"] = display(item, viewer)
    if params.flag("entities"):
        body["entities"] = entities(item, viewer)
    return body


def actions(
    found: Iterable[Action], viewer: Viewer, params: Params, default_filter: str = ALL
) -> list[dict[str, Any]] | dict[str, int]:
    """Return a page of actions, the newest first; with `format=count` only how many there are on it."""
    wanted = params.names("filter") or tuple(default_filter.split(","))
    models = set(params.names("idModels"))
    chosen = [
        each
        for each in found
        if _passes(each, wanted) and (not models or models & {each.card_id, each.board_id})
    ]
    page = page_of_actions(chosen, params)
    match params.choice("format", ("list", "count", "minimal"), "list"):
        case "count":
            return {"_value": len(page)}
        case "minimal":
            params = params.plus(memberCreator="false", member="false")
    return [action(each, viewer, params) for each in page]


def nested(found: Iterable[Action], viewer: Viewer, params: Params, default_filter: str = ALL) -> Any:
    """Return the actions nested in an object, chosen by its parameters `actions`, `actions_*`, `action_*`."""
    chosen = params.text("actions")
    named = {} if chosen.lower() == "true" else {"filter": chosen}
    return actions(found, viewer, params.under("actions_", "action_").plus(**named), default_filter)


def is_wanted(params: Params) -> bool:
    """Return whether a request nests actions."""
    return params.text("actions").lower() not in {"", "none", "false"}


def _passes(action: Action, wanted: tuple[str, ...]) -> bool:
    return any(_fits(action, *each.partition(":")) for each in wanted)


def _fits(action: Action, kind: str, _: str, changed: str) -> bool:
    """Return whether the action is of a kind such as `updateCard`, and changed that field if one is named."""
    if kind == ALL:
        return True
    return action.type == kind and (not changed or changed in action.data.get("old", ()))
