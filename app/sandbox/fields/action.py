from typing import Any, Final

from app.sandbox.fields import limits
from app.sandbox.fields.selection import Fields, constant, stored
from app.sandbox.models import COMMENTS, Action
from app.sandbox.viewer import Viewer


def _limits(action: Action, _: Viewer) -> dict[str, Any]:
    return limits.COMMENT if action.type in COMMENTS else {}


ACTION: Final = Fields[Action](
    {
        "id": stored("id"),
        "idMemberCreator": stored("creator_id"),
        "data": stored("data"),
        "type": stored("type"),
        "date": stored("date"),
        "appCreator": constant(None),
        "limits": _limits,
    },
    default="all",
)


def display(action: Action, viewer: Viewer) -> dict[str, Any]:
    """Return what a client needs to write the action as a sentence: a translation's key and the parts."""
    entities = _of_comment(action) if action.type in COMMENTS else _concerned(action)
    creator = viewer.world.members.get(action.creator_id)
    if creator:
        entities["memberCreator"] = {
            "type": "member",
            "id": creator.id,
            "text": creator.full_name,
            "username": creator.username,
        }
    return {"translationKey": _translation_key(action.type), "entities": entities}


_ENTITIES: Final = frozenset(
    {"attachment", "board", "card", "checklist", "customField", "list", "organization"}
)


def _concerned(action: Action) -> dict[str, Any]:
    return {
        kind: {"type": kind, "id": each.get("id"), "text": each.get("name", "")}
        for kind, each in action.data.items()
        if kind in _ENTITIES and isinstance(each, dict)
    }


def _of_comment(action: Action) -> dict[str, Any]:
    """Return the parts of "… on a card: …"; whoever shows the card already leaves the card out."""
    card = action.data.get("card", {})
    hidden = {"hideIfContext": True}
    return {
        "contextOn": {"type": "translatable", "translationKey": "action_on", "idContext": card.get("id")}
        | hidden,
        "card": {
            "type": "card",
            "id": card.get("id"),
            "shortLink": card.get("shortLink"),
            "text": card.get("name", ""),
        }
        | hidden,
        "comment": {"type": "comment", "text": action.data.get("text", "")},
    }


def entities(action: Action, viewer: Viewer) -> list[dict[str, Any]]:
    """Return the parts of the action's sentence, the one who did it first."""
    parts = display(action, viewer)["entities"]
    return [parts[name] for name in sorted(parts, key=lambda name: name != "memberCreator")]


_TRANSLATION_KEYS: Final = {
    "commentCard": "action_comment_on_card",
    "createCard": "action_create_card",
    "createBoard": "action_create_board",
    "createList": "action_added_list_to_board",
}


def _translation_key(action_type: str) -> str:
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action_type)
    return _TRANSLATION_KEYS.get(action_type, f"action_{snake}")
