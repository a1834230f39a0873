"""A card with what Trello nests in it."""

from collections.abc import Iterable
from typing import Any

from app.trello.edges import BOARD, LIST
from app.trello.needs import Needs
from app.trello.plan import actions, cards
from app.trello.plan.fields import asked
from app.trello.plan.step import Plan, Step
from app.trello.request import Request


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for a card, `ref` being its id or shortLink."""
    card = Plan()
    pages = needs.named("actions")
    if needs.fields or len(needs.edges) > len(pages):
        card.steps.append(_card(ref, card, needs))
    for edge, behind in pages.items():
        card.steps.append(actions.page(("cards", ref), card.node, edge, behind))
    return card


def _card(ref: str, card: Plan, needs: Needs) -> Step:
    def place(answer: Any) -> Iterable[Step]:
        cards.finish([answer], needs)
        card.node.update(answer)
        return ()

    params = cards.collection_params(needs)
    for edge, behind in needs.edges.items():
        if edge == BOARD:
            params |= {"board": "true", "board_fields": asked("board", behind)}
        elif edge == LIST:
            params |= {"list": "true", "list_fields": asked("list", behind)}
    return Step(Request.of("cards", ref, params=params), place)
