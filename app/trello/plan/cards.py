"""Cards, wherever Trello lists them: what to ask for, and every page of it."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from app.trello.edges import wants_definitions
from app.trello.needs import Edge, Needs
from app.trello.objects import Node
from app.trello.plan.fields import asked, comma
from app.trello.plan.step import Fail, Step, hold
from app.trello.request import Request

CEILING: Final = 1000
"""A listing of cards ends here without a word, with or without a `limit` (Trello REST API, "Limits")."""

LIST_DEFAULTS: Final = {"id", "name", "closed", "pos", "idBoard"}
"""Fields of a list that is nested in a card, where none can be chosen."""


def collection_params(needs: Needs) -> dict[str, str]:
    """Return parameters of a listing of cards (`/boards/{id}/cards` and its like) for these needs."""
    params = {"fields": asked("card", needs)}
    for edge, behind in needs.edges.items():
        match edge.name:
            case "members":
                params |= {"members": "true", "member_fields": asked("member", behind)}
            case "attachments":
                params |= {"attachments": "true", "attachment_fields": comma(behind.fields)}
            case "checklists":
                params["checklists"] = "all"
            case "customFieldItems":
                params["customFieldItems"] = "true"
            case "list" if nests_list(behind):
                params["list"] = "true"
    return params


def nests_list(needs: Needs) -> bool:
    """Return whether a list nested in a card brings all that is needed of it."""
    return needs.fields <= LIST_DEFAULTS and not needs.edges


def from_top_to_bottom(cards: Iterable[Node]) -> list[Node]:
    """Return cards in the order in which their list shows them; their `pos` has been asked for."""
    return sorted(cards, key=lambda card: (card.get("pos") or 0.0, card["id"]))


def finish(cards: Iterable[Node], needs: Needs) -> None:
    """Let the values of custom fields know their board, where their definitions are."""
    if not wants_definitions(needs):
        return
    for card in cards:
        for item in card.get("customFieldItems") or ():
            item["idBoard"] = card.get("idBoard")


def in_list(owner: tuple[str, str], node: Node, edge: Edge, needs: Needs) -> Step:
    """Return the step that puts all cards of a list behind an edge, from top to bottom."""
    params = collection_params(needs) | dict(edge.arguments)
    params["fields"] = comma({*params["fields"].split(","), "pos"})

    def done(found: list[Node]) -> None:
        finish(found, needs)
        node[edge.key] = from_top_to_bottom(found)

    return every_page((*owner, "cards"), params, done, hold(node, edge))


def of_member(owner: tuple[str, str], node: Node, edge: Edge, needs: Needs) -> Step:
    """Return the step that puts all cards of a member behind an edge, newest first."""

    def done(found: list[Node]) -> None:
        finish(found, needs)
        node[edge.key] = found

    return every_page(
        (*owner, "cards"), collection_params(needs) | dict(edge.arguments), done, hold(node, edge)
    )


def every_page(
    path: tuple[str, ...], params: dict[str, str], done: Callable[[list[Node]], None], fail: Fail
) -> Step:
    """Return the step that reads a whole listing of cards, however many pages it has.

    With a `limit` Trello gives the newest cards, so each page ends where the next begins. In the end all
    cards come to `done`, newest first; if a page cannot be read, its error comes to `fail`.
    """
    found: dict[str, Node] = {}

    def page(before: str | None) -> Step:
        limits = {"limit": str(CEILING)} | ({"before": before} if before else {})
        return Step(Request.of(*path, params=params | limits), place, fail)

    def place(cards: Any) -> Iterable[Step]:
        known = len(found)
        found.update((card["id"], card) for card in cards)
        if len(cards) >= CEILING and len(found) > known:
            return (page(min(card["id"] for card in cards)),)
        done(newest_first(found.values()))
        return ()

    return page(None)


def newest_first(cards: Iterable[Node]) -> list[Node]:
    """Return cards in the order in which Trello pages through them; ids begin with the time of making."""
    return sorted(cards, key=lambda card: str(card["id"]), reverse=True)
