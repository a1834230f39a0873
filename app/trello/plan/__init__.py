"""From needs to the fewest requests that meet them: what can be nested is nested, the rest goes beside it."""

from app.trello.needs import Needs
from app.trello.objects import Kind
from app.trello.plan import action, board, card, list, member, organization  # noqa: A004  # the name of a kind
from app.trello.plan.step import Plan, Step

__all__ = ("Plan", "Step", "plan")

_PLANNERS = {
    "action": action.plan,
    "board": board.plan,
    "card": card.plan,
    "list": list.plan,
    "member": member.plan,
    "organization": organization.plan,
}


def plan(kind: Kind, ref: str, needs: Needs) -> Plan:
    """Return the plan that reads from one object what is needed of it.

    `ref` is what Trello accepts in the object's path, already checked. Edges that no step brings are
    left to be followed from the answer, which then has the ids that lead along them.
    """
    return _PLANNERS[kind](ref, needs)
