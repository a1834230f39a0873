"""A list, its board and its cards: requests of their own, for nothing is documented to nest in a list."""

from app.trello.needs import Needs
from app.trello.plan import cards
from app.trello.plan.fields import asked
from app.trello.plan.step import Plan, Step, become, hold, put
from app.trello.request import Request


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for a list, `ref` being its id."""
    result = Plan()
    if needs.fields:
        request = Request.of("lists", ref, params={"fields": asked("list", needs)})
        result.steps.append(Step(request, become(result.node)))
    for edge, behind in needs.edges.items():
        if edge.name == "board":
            request = Request.of("lists", ref, "board", params={"fields": asked("board", behind)})
            result.steps.append(Step(request, put(result.node, edge), hold(result.node, edge)))
        else:
            result.steps.append(cards.in_list(("lists", ref), result.node, edge, behind))
    return result
