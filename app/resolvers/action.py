from typing import Any, Final

from app.gateway.errors import BadUserInput
from app.gateway.execution.resolver import Info, Resolver
from app.resolvers.connections import page_of
from app.resolvers.mapping import Arguments, EdgeMapping, TypeMapping, to
from app.resolvers.reading import Context
from app.trello.objects import Node

TYPES: Final = frozenset(
    {
        "addAttachmentToCard",
        "addChecklistToCard",
        "addLabelToCard",
        "addMemberToBoard",
        "addMemberToCard",
        "commentCard",
        "createBoard",
        "createCard",
        "createList",
        "deleteCard",
        "removeLabelFromCard",
        "removeMemberFromBoard",
        "removeMemberFromCard",
        "updateBoard",
        "updateCard",
        "updateCheckItemStateOnCard",
        "updateList",
    }
)
"""Trello's names of the kinds of action that have a type of their own; the type's name is made from them."""

REMEMBERED: Final = ("attachment", "checkItem", "checklist", "label", "listAfter", "listBefore")
"""What an action remembers of other objects, as its `data` has it."""

MAPPING = TypeMapping(
    kind="action",
    fields=dict.fromkeys((*REMEMBERED, "text", "dateLastEdited", "changedFields"), ("data",)),
    edges={
        "memberCreator": to("Member", "memberCreator"),
        "board": to("Board", "board"),
        "list": to("List", "list"),
        "card": to("Card", "card"),
        "member": to("Member", "member"),
    },
    always=("type", "data"),
)


def type_name(action: Node) -> str:
    """Return which type of the schema an action is of."""
    name = action["type"]
    if name == "updateCard" and "listBefore" in _data(action):
        return "MoveCardAction"
    return f"{name[0].upper()}{name[1:]}Action" if name in TYPES else "OtherAction"


def actions() -> EdgeMapping:
    """Return the edge from an object to a page of its actions, of the types that were asked for."""
    return page_of("Action", "actions", _filter)


def _data(action: Node) -> Node:
    return action.get("data") or {}


def _filter(arguments: Arguments) -> str:
    types = arguments.get("types")
    if types is None:
        return "all"
    if not types:
        raise BadUserInput("Name at least one type of action, or leave `types` out.", argument_path=["types"])
    return ",".join(sorted({_trello_name(each) for each in types}))


def _trello_name(member: str) -> str:
    if member == "MOVE_CARD":
        return "updateCard:idList"
    first, *others = member.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def _from_data(name: str) -> Resolver:
    def value(action: Node, _arguments: Arguments, _context: Context, _info: Info) -> Any:
        return _data(action).get(name)

    return value


def _text(action: Node, _arguments: Arguments, _context: Context, _info: Info) -> str:
    return str(_data(action).get("text") or "")


def _changed_fields(action: Node, _arguments: Arguments, _context: Context, _info: Info) -> list[str]:
    return sorted(_data(action).get("old") or ())


def _resolvers() -> dict[str, Resolver]:
    resolvers = {
        "CommentCardAction.text": _text,
        "CommentCardAction.dateLastEdited": _from_data("dateLastEdited"),
        "MoveCardAction.listBefore": _from_data("listBefore"),
        "MoveCardAction.listAfter": _from_data("listAfter"),
        "AddLabelToCardAction.label": _from_data("label"),
        "RemoveLabelFromCardAction.label": _from_data("label"),
        "AddAttachmentToCardAction.attachment": _from_data("attachment"),
        "AddChecklistToCardAction.checklist": _from_data("checklist"),
        "UpdateCheckItemStateOnCardAction.checklist": _from_data("checklist"),
        "UpdateCheckItemStateOnCardAction.checkItem": _from_data("checkItem"),
    }
    for owner in ("UpdateCardAction", "UpdateListAction", "UpdateBoardAction"):
        resolvers[f"{owner}.changedFields"] = _changed_fields
    return resolvers


RESOLVERS = _resolvers()
TYPE_RESOLVERS = {"Action": type_name}
