"""From Trello's answer for a board, where parts lie side by side, to lists with cards with members."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from app.trello.edges import BOARD, LIST, MEMBERS
from app.trello.errors import TrelloError
from app.trello.needs import Edge
from app.trello.objects import Node
from app.trello.plan import board_request, cards
from app.trello.plan.board_needs import BoardNeeds
from app.trello.plan.fields import comma
from app.trello.plan.step import Step


def place(ref: str, board: BoardNeeds, node: Node, answer: Any) -> Iterable[Step]:
    """Put the answer into the board's node; return the step that reads all cards, if the answer was cut."""
    lists, found = answer.pop("lists", None) or [], answer.pop("cards", None) or []
    for edge in board.actions:
        answer[edge.key] = answer.pop("actions", None) or []
        board.link("action", answer[edge.key], BOARD, node)
    node.update(answer)
    board.link("list", lists, BOARD, node)
    for edge in board.lists:
        node[edge.key] = lists if len(board.lists) == 1 else [each for each in lists if _passes(each, edge)]
    if len(found) >= cards.CEILING:
        return (_all_cards(ref, board, node, lists),)
    if board.cards:
        _deal(board, node, lists, found)
    return ()


def _all_cards(ref: str, board: BoardNeeds, node: Node, lists: list[Node]) -> Step:
    """Return the step that reads the cards anew: which thousand a cut answer holds is not documented."""
    params = cards.collection_params(board.card_needs)
    nested = board_request.card_params(board)["card_fields"]
    params |= {
        "fields": comma({*params["fields"].split(","), *nested.split(","), "pos"}),
        "filter": board.card_filter,
    }

    def fail(error: TrelloError) -> None:
        for each in lists:
            each.update((edge.key, error) for edge in board.cards)

    return cards.every_page(
        ("boards", ref, "cards"),
        params,
        lambda found: _deal(board, node, lists, cards.from_top_to_bottom(found)),
        fail,
    )


def _deal(board: BoardNeeds, node: Node, lists: list[Node], found: list[Node]) -> None:
    """Give every list its cards, and every card what the board knows of its members and custom fields."""
    hands: defaultdict[str, list[Node]] = defaultdict(list)
    board.link("card", found, BOARD, node)
    cards.finish(found, board.card_needs)
    for card in found:
        hands[card["idList"]].append(card)
    if MEMBERS in board.card_needs.edges:
        _deal_members(node, found)
    if board.wants_definitions:
        _deal_definitions(node, found)
    for each in lists:
        hand = hands[each["id"]]
        board.link("card", hand, LIST, each)
        for edge in board.cards:
            each[edge.key] = hand if len(board.cards) == 1 else [x for x in hand if _passes(x, edge, each)]


def _deal_members(node: Node, found: list[Node]) -> None:
    members = {member["id"]: member for member in node.get("members") or ()}
    for card in found:
        ids = card.get("idMembers") or ()
        # Somebody who has left the board may still be on its cards: such a card's members are read later.
        if all(each in members for each in ids):
            card["members"] = [members[each] for each in ids]


def _deal_definitions(node: Node, found: list[Node]) -> None:
    definitions = {each["id"]: each for each in node.get("customFields") or ()}
    for card in found:
        for item in card.get("customFieldItems") or ():
            item["customField"] = definitions.get(item.get("idCustomField"))


def _passes(node: Node, edge: Edge, owner: Node | None = None) -> bool:
    """Return whether a node belongs behind an edge, when edges with several filters were answered at once."""
    match edge.argument("filter"):
        case "open":
            return not node["closed"]
        case "closed":
            return bool(node["closed"])
        case "visible":
            return not node["closed"] and not (owner and owner["closed"])
        case _:
            return True
