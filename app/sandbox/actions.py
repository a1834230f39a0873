"""The history: what an action says about what was done, the one place where actions are made."""

from datetime import datetime
from typing import Any

from app.sandbox.dates import trello_time
from app.sandbox.models import Action, Board, BoardList, Card, Organization
from app.sandbox.store import World


def about_board(board: Board) -> dict[str, Any]:
    """Return a board as actions speak of it."""
    return {"id": board.id, "name": board.name, "shortLink": board.short_link}


def about_list(each: BoardList) -> dict[str, Any]:
    """Return a list as actions speak of it."""
    return {"id": each.id, "name": each.name}


def about_card(card: Card) -> dict[str, Any]:
    """Return a card as actions speak of it."""
    return {"id": card.id, "name": card.name, "idShort": card.short_id, "shortLink": card.short_link}


def record_on_board(
    world: World,
    action_id: str,
    when: datetime,
    creator_id: str,
    kind: str,
    board: Board,
    data: dict[str, Any] | None = None,
    *,
    lists: tuple[BoardList, ...] = (),
    card_id: str | None = None,
    member_id: str | None = None,
) -> Action:
    """Record something done to a board, or to a list of it. `kind` is the action's type; `data` what is special."""
    whole = {"board": about_board(board), **_about_lists(lists), **(data or {})}
    action = Action(
        action_id,
        kind,
        trello_time(when),
        creator_id,
        whole,
        board_id=board.id,
        card_id=card_id,
        list_ids=tuple(each.id for each in lists),
        member_id=member_id,
    )
    board.last_activity = max(board.last_activity or "", action.date)
    return world.actions.add(action)


def record_on_card(
    world: World,
    action_id: str,
    when: datetime,
    creator_id: str,
    kind: str,
    card: Card,
    data: dict[str, Any] | None = None,
    *,
    lists: tuple[BoardList, ...] = (),
    member_id: str | None = None,
) -> Action:
    """Record something done to a card. With two lists the card moved from the first to the second."""
    board = world.boards.get(card.board_id)
    if board is None:
        raise LookupError(f"card {card.id} is on no board")
    data = data or {}
    whole = {**data, "card": about_card(card) | data.get("card", {})}
    action = record_on_board(
        world,
        action_id,
        when,
        creator_id,
        kind,
        board,
        whole,
        lists=lists,
        card_id=card.id,
        member_id=member_id,
    )
    card.last_activity = max(card.last_activity, action.date)
    return action


def record_on_organization(
    world: World, action_id: str, when: datetime, creator_id: str, kind: str, organization: Organization
) -> Action:
    """Record something done to an organization."""
    data = {"organization": {"id": organization.id, "name": organization.display_name}}
    action = Action(action_id, kind, trello_time(when), creator_id, data, organization_id=organization.id)
    return world.actions.add(action)


def _about_lists(lists: tuple[BoardList, ...]) -> dict[str, Any]:
    names = ("listBefore", "listAfter") if len(lists) > 1 else ("list",)
    return {name: about_list(each) for name, each in zip(names, lists, strict=False)}
