"""Kinds of object at Trello, and the edges that an object's own fields lead along."""

from typing import Any, Final, Literal, TypeAlias

Kind: TypeAlias = Literal["action", "board", "card", "list", "member", "organization"]
"""Kinds that Trello serves at `/{kind}s/{id}`."""

Node: TypeAlias = dict[str, Any]
"""An object as Trello sent it, with what hangs off each edge under `Edge.key`."""

LINKS: Final[dict[tuple[str, str], tuple[Kind, str]]] = {
    ("action", "memberCreator"): ("member", "idMemberCreator"),
    ("board", "organization"): ("organization", "idOrganization"),
    ("card", "board"): ("board", "idBoard"),
    ("card", "list"): ("list", "idList"),
    ("list", "board"): ("board", "idBoard"),
    ("member", "memberReferrer"): ("member", "idMemberReferrer"),
    ("membership", "member"): ("member", "idMember"),
}
"""(kind, edge name) -> (kind at the other end, field that holds its id)."""
