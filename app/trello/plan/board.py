"""A board and all that Trello nests in one request for it: lists, their cards, members, labels, actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from app.trello.edges import BOARD
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan import actions, board_answer, board_request, cards
from app.trello.plan.board_needs import BoardNeeds
from app.trello.plan.fields import asked
from app.trello.plan.step import Plan, Step, hold
from app.trello.request import Params, Request, path_of


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is the same for every board of which so much is needed; pages are by the edge to them."""

    wanted: BoardNeeds
    params: Params
    cards: Sequence[tuple[Edge, Needs]]
    actions: Sequence[tuple[Edge, Needs]]

    @classmethod
    def of(cls, needs: Needs) -> Self:
        """Work it out."""
        wanted = BoardNeeds.of(needs)
        params = board_request.params(wanted)
        if wanted.needs.fields or params:
            params = params | {"fields": asked("board", wanted.needs)}
        further = [each for each in wanted.needs.named("actions").items() if each[0] not in wanted.actions]
        return cls(wanted, Params.of(params), list(wanted.needs.named("cards").items()), further)


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for a board, `ref` being its id or shortLink."""
    board = Plan()
    prepared = needs.once("board", lambda: _Prepared.of(needs))
    wanted, node = prepared.wanted, board.node
    if prepared.params:
        request = Request(path_of("boards", ref), prepared.params)
        board.steps.append(Step(request, lambda answer: board_answer.place(ref, wanted, node, answer)))
    for edge, behind in prepared.cards:
        board.steps.append(_page_of_cards(ref, wanted, node, edge, behind))
    for edge, behind in prepared.actions:
        board.steps.append(actions.page(("boards", ref), node, edge, behind))
    return board


def _page_of_cards(ref: str, board: BoardNeeds, node: Node, edge: Edge, needs: Needs) -> Step:
    def place(answer: Any) -> Iterable[Step]:
        node[edge.key] = cards.newest_first(answer)
        board.link("card", answer, BOARD, node)
        cards.finish(answer, needs)
        return ()

    params = cards.collection_params(needs) | dict(edge.arguments)
    return Step(Request.of("boards", ref, "cards", params=params), place, hold(node, edge))
