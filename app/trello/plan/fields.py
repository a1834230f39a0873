"""Which fields to ask of an object, so that its remaining edges can be followed from the answer."""

from collections.abc import Iterable

from app.trello.edges import wants_definitions
from app.trello.needs import Edge, Needs
from app.trello.objects import LINKS

ACTION_MEMBERS = ("memberCreator", "member")
"""Members that Trello can nest in an action. Whatever else an action leads to is named in its `data`."""


def fields(kind: str, needs: Needs) -> set[str]:
    """Return the fields that are needed of an object, those that hold what its edges start from included."""
    wanted = needs.fields | {
        by for (owner, name), (_, by) in LINKS.items() if owner == kind and Edge(name) in needs.edges
    }
    if kind == "action" and any(edge.name not in ACTION_MEMBERS for edge in needs.edges):
        wanted |= {"data"}
    if wants_definitions(needs):
        wanted |= {"idBoard"}
    return wanted


def asked(kind: str, needs: Needs) -> str:
    """Return the fields as a parameter."""
    return comma(fields(kind, needs))


def comma(names: Iterable[str]) -> str:
    """Return names as Trello takes them; `id` alone stands for none, for Trello always sends it."""
    return ",".join(sorted(set(names))) or "id"
