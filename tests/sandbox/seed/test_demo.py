from datetime import UTC, datetime

import pytest

from app.sandbox.dates import created_at, is_object_id, trello_time
from app.sandbox.seed import demo_world, plain_world
from app.sandbox.store import World
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN


def test_the_demo_is_the_same_every_time(demo: World) -> None:
    assert demo_world() == demo


def test_a_small_organization_works_on_many_boards(demo: World) -> None:
    ada = next(iter(demo.members))
    mine = demo.boards_of_member(ada.id)

    assert [each.display_name for each in demo.organizations] == ["Lighthouse Collective"]
    assert len(demo.members) == 8
    assert all(each.avatar_hash and len(each.avatar_hash) == 32 for each in demo.members)
    assert len(demo.boards) == 15
    assert sum(not board.closed for board in mine) == 12


def test_one_board_is_bigger_than_any_answer(demo: World) -> None:
    big = next(each for each in demo.boards if each.name == "Tidewater backlog")
    cards = demo.cards_of_board(big.id)

    assert sum(not card.closed for card in cards) == 1200
    assert sum(card.closed for card in cards) == 150
    assert len(demo.actions.by("board_id", big.id)) > 5000
    assert len({card.name for card in cards}) == len(cards)


def test_everything_that_cards_can_have_is_there(demo: World) -> None:
    types = {field.type for field in demo.custom_fields}
    filled = {
        field.type for item in demo.custom_field_items if (field := demo.custom_fields.get(item.field_id))
    }

    assert types == filled == {"text", "number", "date", "checkbox", "list"}
    assert {item.state for each in demo.checklists for item in each.items} == {"complete", "incomplete"}
    assert len(demo.attachments) > 10
    assert len(demo.board_stars) == 3
    assert any(card.due for card in demo.cards)
    assert any(card.due_complete for card in demo.cards)
    assert any(card.cover for card in demo.cards)
    assert any(card.voter_ids for card in demo.cards)


def test_every_id_is_one_and_none_is_given_twice(demo: World) -> None:
    tables = (
        demo.members, demo.organizations, demo.boards, demo.board_stars, demo.lists, demo.labels, demo.cards,
        demo.checklists, demo.attachments, demo.custom_fields, demo.custom_field_items, demo.actions,
        demo.tokens,
    )  # fmt: skip
    ids = [item.id for table in tables for item in table]

    assert all(is_object_id(each) for each in ids)
    assert len(set(ids)) == len(ids)
    assert len({card.short_link for card in demo.cards}) == len(demo.cards)


def test_nothing_refers_to_what_is_not_there(demo: World) -> None:
    for card in demo.cards:
        where = demo.lists.get(card.list_id)
        assert where is not None
        assert where.board_id == card.board_id
        assert all(each in demo.members for each in (*card.member_ids, *card.voter_ids))
        assert all(each in demo.labels for each in card.label_ids)
    for action in demo.actions:
        assert action.creator_id in demo.members
        assert action.board_id is None or action.board_id in demo.boards


def test_cards_are_numbered_from_one_on_each_board(demo: World) -> None:
    for board in demo.boards:
        numbers = sorted(card.short_id for card in demo.cards.by("board_id", board.id))
        assert numbers == list(range(1, len(numbers) + 1))


def test_ids_tell_when_things_were_done_and_nothing_is_from_tomorrow(demo: World) -> None:
    end = trello_time(datetime(2026, 11, 21, tzinfo=UTC))

    for action in demo.actions:
        assert action.date[:19] == trello_time(created_at(action.id))[:19]
        assert "2025-09-01" <= action.date < end


def test_a_known_key_and_token_open_it(demo: World) -> None:
    token = demo.tokens.one("value", SANDBOX_TOKEN)

    assert token is not None
    member = demo.members.get(token.member_id)
    assert member is not None
    assert member.username == "ada"
    assert list(demo.keys) == [SANDBOX_API_KEY]
    assert len(demo.tokens) == 8


@pytest.mark.parametrize(("boards", "lists", "cards"), [(1, 1, 1), (10, 3, 5), (1, 0, 0), (1, 1, 1400)])
def test_a_plain_world_is_as_big_as_asked_for(boards: int, lists: int, cards: int) -> None:
    world = plain_world(boards, lists, cards)
    ada = next(iter(world.members))

    assert len(world.boards_of_member(ada.id)) == boards
    assert len(world.lists) == boards * lists
    assert len(world.cards) == boards * lists * cards
    assert all(len(card.member_ids) == 2 and len(card.label_ids) == 2 for card in world.cards)


def test_a_plain_world_is_the_same_every_time() -> None:
    assert plain_world(boards=2) == plain_world(boards=2)
    assert plain_world(boards=2) != plain_world(boards=3)
