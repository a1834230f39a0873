"""Boards, where Trello lists those of a member or an organization."""

from collections.abc import Iterable
from typing import Any

from app.trello.edges import BOARD, ORGANIZATION
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan.cards import LIST_DEFAULTS
from app.trello.plan.fields import asked
from app.trello.plan.step import Step, hold
from app.trello.request import Params, Request, path_of


def listing(owner: tuple[str, str], node: Node, edge: Edge, needs: Needs) -> Step:
    """Return the step that puts all boards of a member or an organization behind an edge.

    A member's boards bring their organization, and their lists where no field of them must be chosen.
    """
    params, lists, leads_back = needs.once(
        ("boards of", owner[0], edge), lambda: _prepared(owner[0], edge, needs)
    )

    def place(answer: Any) -> Iterable[Step]:
        for board in answer:
            if lists is not None:
                board[lists.key] = board.pop("lists", None) or []
                for each in board[lists.key] if leads_back else ():
                    each["board"] = board
        node[edge.key] = answer
        return ()

    return Step(Request(path_of(*owner, "boards"), params), place, hold(node, edge))


def _prepared(owners: str, edge: Edge, needs: Needs) -> tuple[Params, Edge | None, bool]:
    """Return what is the same for all `owners`: how to ask, and whether lists are nested and lead back."""
    needs = needs.copy()
    params = dict(edge.arguments)
    leads_back = any(BOARD in lists.edges for lists in needs.named("lists").values())
    lists = _nested_lists(needs) if owners == "members" else None
    if lists is not None:
        params["lists"] = lists.argument("filter") or "open"
    if owners == "members" and ORGANIZATION in needs.edges:
        organization = needs.edges.pop(ORGANIZATION)
        params |= {"organization": "true", "organization_fields": asked("organization", organization)}
    params["fields"] = asked("board", needs)
    return Params.of(params), lists, leads_back


def _nested_lists(needs: Needs) -> Edge | None:
    """Return the edge to the lists, if it is the only one and boards bring all that is needed of them."""
    edges = needs.named("lists")
    if len(edges) != 1:
        return None
    ((edge, lists),) = edges.items()
    board = lists.edges.get(BOARD)
    if not lists.fields <= LIST_DEFAULTS or set(lists.edges) - {BOARD} or (board and board.edges):
        return None
    if board:
        needs.merge(lists.edges.pop(BOARD))
    return edge
