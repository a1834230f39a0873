"""Copies of cards, lists and boards."""

import copy
from dataclasses import replace
from typing import Any, Final

from app.sandbox.actions import about_card
from app.sandbox.actor import Actor
from app.sandbox.changes import cards, comments, labels, lists
from app.sandbox.models import Board, BoardList, Card, Label
from app.sandbox.positions import Position

KEPT: Final = frozenset(
    {"attachments", "checklists", "comments", "customFields", "due", "labels", "members", "start", "stickers"}
)
"""What `keepFromSource` can name on a card; name, description and cover are always copied."""


def copy_card(
    actor: Actor,
    source: Card,
    where: BoardList,
    values: dict[str, Any],
    *,
    pos: Position,
    keep: frozenset[str],
) -> Card:
    """Copy a card to a list, with `values` in place of the source's own, and with what is to be kept."""
    made = _card(actor, source, where, values, pos=pos, keep=keep)
    actor.on_card("copyCard", made, {"cardSource": about_card(source)}, lists=(where,))
    if "comments" in keep:
        for each in actor.world.actions.by("card_id", source.id):
            if each.type == "commentCard":
                comments.write(actor, made, each.data["text"], "copyCommentCard")
    return made


def copy_list(actor: Actor, source: BoardList, board: Board, name: str, pos: Position) -> BoardList:
    """Copy a list with its open cards to a board."""
    made = lists.create(actor, board, name, pos)
    _copy_cards(actor, source, made)
    return made


def fill_from(actor: Actor, source: Board, board: Board, *, with_cards: bool) -> None:
    """Fill a new board with another's labels, custom fields and open lists, and their cards if wanted."""
    world = actor.world
    board.extra["idBoardSource"] = source.id
    for label in world.labels.by("board_id", source.id):
        labels.add(actor, board, label.name, label.color)
    for field in world.custom_fields_of(source.id):
        options = [replace(each, id=actor.new_id()) for each in field.options]
        world.custom_fields.add(replace(field, id=actor.new_id(), board_id=board.id, options=options))
    for each in world.lists_of(source.id):
        if not each.closed:
            made = world.lists.add(BoardList(actor.new_id(), board.id, each.name, each.pos))
            if with_cards:
                _copy_cards(actor, each, made)


def _copy_cards(actor: Actor, source: BoardList, target: BoardList) -> None:
    for card in actor.world.cards_of_list(source.id):
        if not card.closed:
            _card(actor, card, target, {}, pos=card.pos, keep=KEPT - {"comments", "members"})


def _card(
    actor: Actor,
    source: Card,
    where: BoardList,
    values: dict[str, Any],
    *,
    pos: Position,
    keep: frozenset[str],
) -> Card:
    own: dict[str, Any] = {"name": source.name, "desc": source.desc, "isTemplate": source.is_template}
    if "due" in keep:
        own |= {"due": source.due, "dueComplete": source.due_complete, "dueReminder": source.due_reminder}
    if "start" in keep:
        own["start"] = source.start
    made = cards.add(actor, where, own | values, pos)
    made.cover = copy.deepcopy(source.cover)
    made.extra = copy.deepcopy(source.extra)
    if "stickers" in keep:
        made.stickers = copy.deepcopy(source.stickers)
    people = {each.member_id for each in actor.world.boards[where.board_id].memberships}
    if "members" not in keep:
        people = set()
    made.member_ids = [each for each in source.member_ids if each in people]
    if "checklists" in keep:
        _copy_checklists(actor, source, made, people)
    _copy_parts(actor, source, made, keep)
    return made


def _copy_checklists(actor: Actor, source: Card, made: Card, people: set[str]) -> None:
    """Copy the checklists of a card with what is done on them; items are of nobody but these members."""
    for checklist in actor.world.checklists_of_card(source.id):
        items = [
            replace(each, id=actor.new_id(), member_id=each.member_id if each.member_id in people else None)
            for each in checklist.items
        ]
        copied = replace(checklist, id=actor.new_id(), card_id=made.id, items=items)
        actor.world.checklists.add(replace(copied, board_id=made.board_id))


def _copy_parts(actor: Actor, source: Card, made: Card, keep: frozenset[str]) -> None:
    world = actor.world
    if "labels" in keep:
        board = world.boards[made.board_id]
        found = [labels.alike(actor, board, each.name, each.color) for each in _labels(actor, source)]
        made.label_ids = [each.id for each in found if each]
    if "attachments" in keep:
        for each in world.attachments_of(source.id):
            new_id = actor.new_id()
            world.attachments.add(replace(each, id=new_id, card_id=made.id))
            if each.id == source.cover_attachment_id:
                made.cover_attachment_id = new_id
    if "customFields" in keep and source.board_id == made.board_id:
        for value in world.custom_field_items.by("card_id", source.id):
            world.custom_field_items.add(replace(value, id=actor.new_id(), card_id=made.id))


def _labels(actor: Actor, card: Card) -> list[Label]:
    return [actor.world.labels[each] for each in card.label_ids]
