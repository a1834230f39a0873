"""What is always true of a world, whatever was written."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from app.sandbox.models import Board, Card, Checklist, Organization
from app.sandbox.store import World
from app.sandbox.table import Table


def check(world: World) -> None:
    """Raise `AssertionError` for what is not as it should be."""
    _ids_are_unique(world)
    _indexes_are_right(world)
    for board in world.boards:
        _board_hangs_together(world, board)
    for card in world.cards:
        _card_hangs_together(world, card)
    for organization in world.organizations:
        _has_members(world, organization)
    _actions_hang_together(world)
    _the_rest_hangs_together(world)


def tables(world: World) -> Iterator[tuple[str, Table[Any]]]:
    """Yield every table by its name."""
    for each in fields(world):
        value = getattr(world, each.name)
        if isinstance(value, Table):
            yield each.name, value


def _ids_are_unique(world: World) -> None:
    ids = [item.id for _, table in tables(world) for item in table]
    ids += [item.id for each in world.checklists for item in each.items]
    ids += [option.id for each in world.custom_fields for option in each.options]
    ids += [each.id for group in (*world.boards, *world.organizations) for each in group.memberships]
    assert_once(ids, "ids")
    assert_once([each.short_link for each in (*world.boards, *world.cards)], "short links")


def _indexes_are_right(world: World) -> None:
    for name, table in tables(world):
        for index, found in table._indexes.items():
            scanned = defaultdict(set)
            for item in table:
                scanned[getattr(item, index)].add(item.id)
            assert {value: {*ids} for value, ids in found.items() if ids} == scanned, (name, index)


def _board_hangs_together(world: World, board: Board) -> None:
    _has_members(world, board)
    assert any(each.member_type == "admin" for each in board.memberships), board
    assert board.organization_id is None or board.organization_id in world.organizations, board
    assert (board.date_closed is not None) == board.closed, board
    assert_once([each.short_id for each in world.cards.by("board_id", board.id)], "numbers of cards")
    assert_placed(world.lists.by("board_id", board.id))
    assert_placed(world.custom_fields.by("board_id", board.id))
    for each in world.custom_fields.by("board_id", board.id):
        assert_placed(each.options)
        assert not each.options or each.type == "list", each
    for each_list in world.lists.by("board_id", board.id):
        assert_placed(world.cards.by("list_id", each_list.id))


def _card_hangs_together(world: World, card: Card) -> None:
    board = world.boards[card.board_id]
    people = {each.member_id for each in board.memberships}
    assert world.lists[card.list_id].board_id == board.id, card
    history = [each.date for each in world.actions.by("card_id", card.id)]
    assert card.last_activity >= max(history, default=""), card
    assert_once(card.label_ids, "labels")
    assert {world.labels[each].board_id for each in card.label_ids} <= {board.id}, card
    assert_once(card.member_ids, "members")
    assert people >= {*card.member_ids}, card
    assert_once(card.voter_ids, "voters")
    assert all(each in world.members for each in (*card.voter_ids, *card.subscriber_ids)), card
    attachments = world.attachments.by("card_id", card.id)
    assert_placed(attachments)
    assert card.cover_attachment_id in {None, *(each.id for each in attachments)}, card
    checklists = world.checklists.by("card_id", card.id)
    assert_placed(checklists)
    for each in checklists:
        _checklist_hangs_together(each, board, people)
    items = world.custom_field_items.by("card_id", card.id)
    assert_once([each.field_id for each in items], "values of custom fields")
    for item in items:
        field = world.custom_fields[item.field_id]
        assert field.board_id == board.id, item
        assert item.option_id in {None, *(each.id for each in field.options)}, item
        assert (item.value is None) == (item.option_id is not None) == (field.type == "list"), item


def _checklist_hangs_together(checklist: Checklist, board: Board, people: set[str]) -> None:
    assert checklist.board_id == board.id, checklist
    assert_placed(checklist.items)
    assert people | {None} >= {item.member_id for item in checklist.items}, checklist


def _has_members(world: World, group: Board | Organization) -> None:
    assert_once([each.member_id for each in group.memberships], "members")
    assert all(each.member_id in world.members for each in group.memberships), group


def _actions_hang_together(world: World) -> None:
    for action in world.actions:
        assert action.creator_id in world.members, action
        assert action.board_id is None or action.board_id in world.boards, action
        assert action.card_id is None or action.card_id in world.cards, action
        assert action.organization_id is None or action.organization_id in world.organizations, action
        assert action.member_id is None or action.member_id in world.members, action
    for board in world.boards:
        history = [each.date for each in world.actions.by("board_id", board.id)]
        assert (board.last_activity or "") >= max(history, default=""), board


def _the_rest_hangs_together(world: World) -> None:
    boards: list[Any] = [*world.lists, *world.labels, *world.custom_fields, *world.board_stars]
    assert all(each.board_id in world.boards for each in boards)
    cards: list[Any] = [*world.attachments, *world.custom_field_items, *world.checklists]
    assert all(each.card_id in world.cards for each in cards)
    for member in world.members:
        stars = world.board_stars.by("member_id", member.id)
        assert_placed(stars)
        assert_once([each.board_id for each in stars], "stars")
    assert all(each.member_id in world.members for each in world.tokens)
    assert all(each.token_id in world.tokens for each in world.webhooks)


def assert_once(values: Iterable[Any], what: str) -> None:
    """Assert that nothing is there twice."""
    twice = [value for value, count in Counter(values).items() if count > 1]
    assert not twice, f"{what} that are there twice: {twice}"


def assert_placed(siblings: Iterable[Any]) -> None:
    """Assert that siblings have places, each its own."""
    places = [each.pos for each in siblings]
    assert all(math.isfinite(place) and place > 0 for place in places), places
    assert_once(places, "places")
