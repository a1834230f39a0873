"""A member with boards, cards, organizations and actions.

Trello allows 100 requests per 900 s on `/members/{id}` itself, but does not count the routes below it.
So the member is asked for only if one of its own fields is needed, and then brings with it whatever can
be nested; everything else comes from the routes below.
"""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from app.trello.needs import Edge, Needs
from app.trello.objects import LINKS
from app.trello.plan import actions, boards, cards
from app.trello.plan.fields import asked, comma, fields
from app.trello.plan.step import Plan, Step, hold, put
from app.trello.request import Params, Request, path_of

NESTED: Final = {"boards": "board", "cards": "card", "organizations": "organization"}
"""Collections that a member can bring with it, once each, with fields but nothing below them."""

_Nested: TypeAlias = dict[str, tuple[Edge, Needs]]


def plan(ref: str, needs: Needs) -> Plan:
    """Return the plan for a member, `ref` being an id, a username or `me`."""
    member = Plan()
    params, nested, below = needs.once("member", lambda: _prepared(needs))
    if params:
        member.steps.append(_member(ref, member, params, nested))
    for edge, behind in below:
        member.steps.append(_below(ref, member, edge, behind))
    return member


def _prepared(needs: Needs) -> tuple[Params, _Nested, list[tuple[Edge, Needs]]]:
    """Return what is the same for every member: how to ask for it, what it brings, and what it does not."""
    itself = fields("member", needs)
    nested = _nested(needs) if itself else {}
    params = {"fields": comma(itself)} if itself else {}
    for name, (edge, behind) in nested.items():
        params |= {name: edge.argument("filter") or "all", f"{NESTED[name]}_fields": comma(behind.fields)}
    brought = {edge for edge, _ in nested.values()}
    below = [
        (edge, behind)
        for edge, behind in needs.edges.items()
        if edge not in brought and ("member", edge.name) not in LINKS
    ]
    return Params.of(params), nested, below


def _nested(needs: Needs) -> _Nested:
    """Return the edges that the member brings with it, one for each collection at most."""
    return {
        edge.name: (edge, behind)
        for edge, behind in needs.edges.items()
        if edge.name in NESTED and not behind.edges
    }


def _member(ref: str, member: Plan, params: Params, nested: _Nested) -> Step:
    # Not the plan itself, which would keep its own step, and be kept by it.
    node = member.node

    def place(answer: Any) -> Iterable[Step]:
        parts = {name: answer.pop(name, None) or [] for name in nested}
        node.update(answer)
        for name, (edge, behind) in nested.items():
            if name == "cards" and len(parts[name]) >= cards.CEILING:
                yield cards.of_member(("members", ref), node, edge, behind)
            else:
                node[edge.key] = cards.newest_first(parts[name]) if name == "cards" else parts[name]

    return Step(Request(path_of("members", ref), params), place)


def _below(ref: str, member: Plan, edge: Edge, needs: Needs) -> Step:
    owner = ("members", ref)
    match edge.name:
        case "boards":
            return boards.listing(owner, member.node, edge, needs)
        case "cards":
            return cards.of_member(owner, member.node, edge, needs)
        case "actions":
            return actions.page(owner, member.node, edge, needs)
        case _:
            request = Request.of(*owner, edge.name, params={"fields": asked("organization", needs)})
            return Step(request, put(member.node, edge), hold(member.node, edge))
