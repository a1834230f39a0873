"""Actions, wherever Trello lists them."""

from typing import Final

from app.trello.needs import Edge, Needs
from app.trello.objects import Node, links_of
from app.trello.plan.step import Step, comma, put
from app.trello.request import Request

MEMBERS: Final = ("memberCreator", "member")
"""Members that Trello can nest in an action, each with fields of choice."""


def fields(needs: Needs) -> set[str]:
    """Return the fields to ask of each action; edges to other objects start from ids in `data`."""
    links = links_of("action")
    wanted = needs.fields | {links[edge.name] for edge in needs.edges if edge.name in links}
    return wanted | {"data"} if any(edge.name not in MEMBERS for edge in needs.edges) else wanted


def params(needs: Needs, prefix: str = "") -> dict[str, str]:
    """Return the parameters that select what comes with each action.

    `prefix` is `action_` where actions are nested in another object.
    """
    chosen = {f"{prefix or ''}fields": comma(fields(needs))}
    for name in MEMBERS:
        behind = needs.edges.get(Edge(name))
        chosen[f"{prefix}{name}"] = "true" if behind else "false"
        if behind:
            chosen[f"{prefix}{name}_fields"] = comma(behind.fields)
    return chosen


def nested_params(edge: Edge, needs: Needs) -> dict[str, str]:
    """Return the parameters that nest one page of actions in another object."""
    chosen = params(needs, "action_") | {
        "actions": edge.argument("filter") or "all",
        "actions_limit": edge.argument("limit") or "50",
    }
    before = edge.argument("before")
    return chosen | {"actions_before": before} if before else chosen


def page(owner: tuple[str, str], node: Node, edge: Edge, needs: Needs) -> Step:
    """Return the step that reads one page of an object's actions from their own listing."""
    chosen = params(needs) | dict(edge.arguments)
    return Step(Request.of(*owner, "actions", params=chosen), put(node, edge), (edge,))
