"""An organization, its boards and its members, each a request of its own."""

from app.trello.needs import Needs
from app.trello.plan.boards import listing
from app.trello.plan.fields import asked
from app.trello.plan.step import Plan, Step, become, hold, put
from app.trello.request import Request


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for an organization, `ref` being its id or name."""
    result = Plan()
    if needs.fields:
        request = Request.of("organizations", ref, params={"fields": asked("organization", needs)})
        result.steps.append(Step(request, become(result.node)))
    for edge, behind in needs.edges.items():
        if edge.name == "boards":
            result.steps.append(listing(("organizations", ref), result.node, edge, behind))
        else:
            params = {"filter": "all", "fields": asked("member", behind)}
            request = Request.of("organizations", ref, "members", params=params)
            result.steps.append(Step(request, put(result.node, edge), hold(result.node, edge)))
    return result
