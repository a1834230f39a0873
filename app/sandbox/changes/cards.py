"""What is done to cards, each with its action."""

from typing import Any, Final

from app.sandbox.actions import about_board
from app.sandbox.actor import Actor
from app.sandbox.changes.fields import set_fields, with_place
from app.sandbox.models import Board, BoardList, Card
from app.sandbox.positions import Position, place
from app.sandbox.store import World

ATTRIBUTES: Final = {
    "dueComplete": "due_complete",
    "dueReminder": "due_reminder",
    "idAttachmentCover": "cover_attachment_id",
    "isTemplate": "is_template",
}
"""Where fields of a card are kept, if under another name."""

IN_EXTRA: Final = ("address", "cardRole", "coordinates", "locationName")
"""Fields of a card that are kept in its `extra`."""


def add(actor: Actor, where: BoardList, values: dict[str, Any], pos: Position = "bottom") -> Card:
    """Add a card with these fields to a list; the action is the caller's, who knows whether it is a copy."""
    world = actor.world
    card = Card(
        actor.new_id(),
        where.board_id,
        where.id,
        "",
        place(world.cards.by("list_id", where.id), pos),
        _next_number(world.boards[where.board_id]),
        actor.new_short_link(),
        actor.time,
    )
    _set(card, values)
    return world.cards.add(card)


def create(actor: Actor, where: BoardList, values: dict[str, Any], pos: Position = "bottom") -> Card:
    """Make a card with these fields in a list."""
    card = add(actor, where, values, pos)
    actor.on_card("createCard", card, lists=(where,))
    return card


def update(actor: Actor, card: Card, values: dict[str, Any]) -> None:
    """Set fields that concern nothing but the card; each that changes leaves an action.

    `pos` is a `Position` in the list that the card is in.
    """
    where = actor.world.lists[card.list_id]
    values = with_place(card, actor.world.cards.by("list_id", where.id), values)
    for name, former in _set(card, values).items():
        changed = {"card": {name: values[name]}, "old": {name: former}}
        actor.on_card("updateCard", card, changed, lists=(where,))


def move(actor: Actor, card: Card, to: BoardList, pos: Position) -> None:
    """Move a card to another list, of its own board or of another."""
    world = actor.world
    before = world.lists[card.list_id]
    place_in_list = place(world.cards.by("list_id", to.id), pos)
    world.cards.update(card, list_id=to.id, pos=place_in_list)
    if before.board_id == to.board_id:
        moved = {"card": {"idList": to.id}, "old": {"idList": before.id}}
        actor.on_card("updateCard", card, moved, lists=(before, to))
        return
    source, target = world.boards[before.board_id], world.boards[to.board_id]
    left = {"boardTarget": {"id": target.id}, "card": {"idList": before.id}, "old": {"idBoard": source.id}}
    actor.on_card("moveCardFromBoard", card, left, lists=(before,))
    settle(actor, card, target)
    come = {"boardSource": about_board(source), "card": {"idBoard": target.id}, "old": {"idBoard": source.id}}
    actor.on_card("moveCardToBoard", card, come, lists=(to,))


def settle(actor: Actor, card: Card, target: Board) -> None:
    """Make a card one of another board: it gets a number there, and keeps what that board has too.

    Labels stay if the board has one of the same name and color, members if they are on the board; values of
    custom fields are lost.
    """
    world = actor.world
    labels = [world.labels[each] for each in card.label_ids]
    alike = {(each.name, each.color): each.id for each in world.labels.by("board_id", target.id)}
    people = {each.member_id for each in target.memberships}
    world.cards.update(card, board_id=target.id)
    card.short_id = _next_number(target)
    card.label_ids = [alike[each.name, each.color] for each in labels if (each.name, each.color) in alike]
    card.member_ids = [each for each in card.member_ids if each in people]
    for checklist in world.checklists.by("card_id", card.id):
        world.checklists.update(checklist, board_id=target.id)
        for item in checklist.items:
            item.member_id = item.member_id if item.member_id in people else None
    world.custom_field_items.remove_by("card_id", card.id)


def delete(actor: Actor, card: Card) -> None:
    """Remove a card with all that is on it and its history, of which the deletion alone is left."""
    world = actor.world
    board, where = world.boards[card.board_id], world.lists[card.list_id]
    erase(world, card)
    actor.on_board("deleteCard", board, {"card": {"id": card.id, "idShort": card.short_id}}, lists=(where,))


def erase(world: World, card: Card) -> None:
    """Remove a card with all that is on it and its history, and leave no trace."""
    world.checklists.remove_by("card_id", card.id)
    world.attachments.remove_by("card_id", card.id)
    world.custom_field_items.remove_by("card_id", card.id)
    world.actions.remove_by("card_id", card.id)
    world.cards.remove(card.id)


def _set(card: Card, values: dict[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in values.items() if name not in IN_EXTRA}
    before = set_fields(card, own, ATTRIBUTES)
    for name in IN_EXTRA:
        if name in values and card.extra.get(name) != values[name]:
            before[name] = card.extra.get(name)
            card.extra[name] = values[name]
    return before


def _next_number(board: Board) -> int:
    """Give the next number to a card of a board; those of cards that are gone do not come again."""
    board.last_short_id += 1
    return board.last_short_id
