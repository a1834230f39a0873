"""An action, and the board, list and card it speaks of, each a request of its own."""

from app.trello.needs import Needs
from app.trello.plan import actions
from app.trello.plan.fields import ACTION_MEMBERS, asked
from app.trello.plan.step import Plan, Step, become, hold, put
from app.trello.request import Request


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for an action, `ref` being its id."""
    action = Plan()
    request = Request.of("actions", ref, params=actions.params(needs))
    action.steps.append(Step(request, become(action.node)))
    for edge, behind in needs.edges.items():
        if edge.name not in ACTION_MEMBERS and behind.fields:
            below = Request.of("actions", ref, edge.name, params={"fields": asked(edge.name, behind)})
            action.steps.append(Step(below, put(action.node, edge), hold(action.node, edge)))
    return action
