"""The history: what an action says about what was done, the one place where actions are made."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.sandbox.dates import trello_time
from app.sandbox.models import Action, Board, BoardList, Card, Member, Organization
from app.sandbox.store import World


@dataclass(frozen=True)
class Deed:
    """What somebody did: `kind` is the action's type, `data` what is special to it.

    `lists` are those concerned; a card that moves concerns the one it leaves and the one it comes to.
    `member_id` is the member it was done to.
    """

    id: str
    kind: str
    creator_id: str
    when: datetime
    data: dict[str, Any] = field(default_factory=dict)
    lists: tuple[BoardList, ...] = ()
    member_id: str | None = None


def about_board(board: Board) -> dict[str, Any]:
    """Return a board as actions speak of it."""
    return {"id": board.id, "name": board.name, "shortLink": board.short_link}


def about_list(each: BoardList) -> dict[str, Any]:
    """Return a list as actions speak of it."""
    return {"id": each.id, "name": each.name}


def about_card(card: Card) -> dict[str, Any]:
    """Return a card as actions speak of it."""
    return {"id": card.id, "name": card.name, "idShort": card.short_id, "shortLink": card.short_link}


def record_on_board(world: World, board: Board, deed: Deed) -> Action:
    """Record something done to a board or to a list of it."""
    return _record(world, board, deed, {})


def record_on_card(world: World, card: Card, deed: Deed) -> Action:
    """Record something done to a card."""
    action = _record(world, world.boards[card.board_id], deed, {"card": about_card(card)}, card.id)
    card.last_activity = max(card.last_activity, action.date)
    return action


def record_on_organization(world: World, organization: Organization, deed: Deed) -> Action:
    """Record something done to an organization."""
    about = {"organization": {"id": organization.id, "name": organization.display_name}}
    return world.actions.add(
        Action(
            deed.id,
            deed.kind,
            trello_time(deed.when),
            deed.creator_id,
            _told(about, deed.data),
            organization_id=organization.id,
            member_id=deed.member_id,
        )
    )


def record_on_member(world: World, member: Member, deed: Deed) -> Action:
    """Record something that a member did to themselves, which nobody else sees."""
    data = _told({"member": {"id": member.id, "name": member.full_name}}, deed.data)
    when = trello_time(deed.when)
    return world.actions.add(
        Action(deed.id, deed.kind, when, deed.creator_id, data, member_id=deed.member_id)
    )


def _record(
    world: World, board: Board, deed: Deed, about: dict[str, Any], card_id: str | None = None
) -> Action:
    action = Action(
        deed.id,
        deed.kind,
        trello_time(deed.when),
        deed.creator_id,
        _told({"board": about_board(board), **_about_lists(deed.lists), **about}, deed.data),
        board_id=board.id,
        card_id=card_id,
        list_ids=tuple(each.id for each in deed.lists),
        member_id=deed.member_id,
    )
    board.last_activity = max(board.last_activity or "", action.date)
    return world.actions.add(action)


def _about_lists(lists: tuple[BoardList, ...]) -> dict[str, Any]:
    names = ("listBefore", "listAfter") if len(lists) > 1 else ("list",)
    return {name: about_list(each) for name, each in zip(names, lists, strict=False)}


def _told(about: dict[str, Any], special: dict[str, Any]) -> dict[str, Any]:
    """Return an action's data: what every such action says, with what is special to this one put into it."""
    parts = {name: {**part, **special.get(name, {})} for name, part in about.items()}
    return parts | {name: value for name, value in special.items() if name not in parts}
