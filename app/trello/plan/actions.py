"""Actions, wherever Trello lists them."""

from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan.fields import ACTION_MEMBERS, asked
from app.trello.plan.step import Step, hold, put
from app.trello.request import Request


def params(needs: Needs, prefix: str = "") -> dict[str, str]:
    """Return the parameters that select what comes with each action.

    `prefix` is `action_` where actions are nested in another object.
    """
    chosen = {f"{prefix}fields": asked("action", needs)}
    for name in ACTION_MEMBERS:
        behind = needs.edges.get(Edge(name))
        chosen[f"{prefix}{name}"] = "true" if behind else "false"
        if behind:
            chosen[f"{prefix}{name}_fields"] = asked("member", behind)
    return chosen


def nested_params(edge: Edge, needs: Needs) -> dict[str, str]:
    """Return the parameters that nest the first page of actions in another object."""
    return params(needs, "action_") | {
        "actions": edge.argument("filter") or "all",
        "actions_limit": edge.argument("limit") or "50",
    }


def page(owner: tuple[str, str], node: Node, edge: Edge, needs: Needs) -> Step:
    """Return the step that reads one page of an object's actions from their own listing."""
    chosen = params(needs) | dict(edge.arguments)
    return Step(Request.of(*owner, "actions", params=chosen), put(node, edge), hold(node, edge))
