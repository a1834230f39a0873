"""A board and all that Trello nests in one request for it: lists, their cards, members, labels, actions."""

from collections.abc import Iterable
from typing import Any

from app.trello.edges import BOARD
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan import actions, board_answer, board_request, cards
from app.trello.plan.board_needs import BoardNeeds
from app.trello.plan.fields import asked
from app.trello.plan.step import Plan, Step, hold
from app.trello.request import Params, Request, path_of


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for a board, `ref` being its id or shortLink."""
    board = Plan()
    wanted, params = needs.once("board", lambda: _prepared(needs))
    if params:
        request = Request(path_of("boards", ref), params)
        board.steps.append(Step(request, lambda answer: board_answer.place(ref, wanted, board.node, answer)))
    for edge, behind in wanted.needs.named("cards").items():
        board.steps.append(_page_of_cards(ref, wanted, board.node, edge, behind))
    for edge, behind in wanted.needs.named("actions").items():
        if edge not in wanted.actions:
            board.steps.append(actions.page(("boards", ref), board.node, edge, behind))
    return board


def _prepared(needs: Needs) -> tuple[BoardNeeds, Params]:
    """Return what is the same for every board of which so much is needed."""
    wanted = BoardNeeds.of(needs)
    params = board_request.params(wanted)
    if wanted.needs.fields or params:
        params = params | {"fields": asked("board", wanted.needs)}
    return wanted, Params.of(params)


def _page_of_cards(ref: str, board: BoardNeeds, node: Node, edge: Edge, needs: Needs) -> Step:
    def place(answer: Any) -> Iterable[Step]:
        node[edge.key] = cards.newest_first(answer)
        board.link("card", answer, BOARD, node)
        cards.finish(answer, needs)
        return ()

    params = cards.collection_params(needs) | dict(edge.arguments)
    return Step(Request.of("boards", ref, "cards", params=params), place, hold(node, edge))
