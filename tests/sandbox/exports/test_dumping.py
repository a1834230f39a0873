import base64
from io import BytesIO

import orjson
import pytest

from app.sandbox.exports import checked_export, dump_board, load
from app.sandbox.models import Board, BoardList, Card, Membership, Organization
from app.sandbox.seed import demo_world, plain_world
from app.sandbox.store import World
from tests.sandbox.asking import Asking, oauth
from tests.sandbox.exports.sameness import reloaded, state, without_boards

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize("make", [demo_world, plain_world])
def test_a_world_of_dumps_is_the_same(make: type[World]) -> None:
    world = make()

    again = reloaded(world, without_boards(world))

    assert state(again) == state(world)
    assert [each.id for each in again.boards] == [each.id for each in world.boards]


async def test_what_was_written_comes_back(
    plain: Asking, board: Board, other: Board, card: Card, first: BoardList
) -> None:
    for path in (f"/boards/{board.id}", f"/lists/{first.id}", f"/cards/{card.id}"):
        await plain.put(f"{path}/subscribed", value="true", as_="grace")
    await plain.put(
        f"/cards/{card.id}", address="A street", coordinates="1,2", cardRole="link", due="2026-01-01"
    )
    files = {"file": BytesIO(PIXEL)}
    response = await plain.client.post(f"/1/cards/{card.id}/attachments", data=files, headers=oauth("ada"))
    assert response.status == 200
    await plain.post(f"/boards/{board.id}/markedAsViewed")
    await plain.put(f"/boards/{board.id}/myPrefs/idEmailList", as_="grace", value=first.id)
    await plain.put(f"/boards/{board.id}/myPrefs/idEmailList", value="null")
    await plain.put(f"/cards/{card.id}/idBoard", value=other.id)
    await plain.delete(f"/cards/{plain.world.cards_of_board(board.id)[-1].id}")

    assert state(reloaded(plain.world, without_boards(plain.world))) == state(plain.world)


def test_people_and_organization_come_along_to_a_world_that_knows_neither() -> None:
    world = plain_world(boards=1)
    (organization,) = world.organizations
    organization.desc, organization.website = "About", "https://example.com/"
    fresh = plain_world(boards=0)
    fresh.members, fresh.organizations = World().members, World().organizations
    fresh.members.add(next(iter(demo_world().members)))

    reloaded(world, fresh)

    assert list(fresh.organizations) == [organization]
    assert {each.username: each.full_name for each in fresh.members} == {
        "ada": "Ada Lovelace",
        "grace": "Grace Hopper",
    }
    assert state(fresh) == state(world)


def test_a_dump_replaces_the_board_and_leaves_the_others_alone() -> None:
    world = plain_world(boards=2)
    before = state(world)
    board = next(iter(world.boards))
    dump = orjson.loads(orjson.dumps(dump_board(world, board)))
    for card in world.cards_of_board(board.id)[2:]:
        world.cards.remove(card.id)
    world.lists.add(BoardList("f" * 24, board.id, "New", 1.0))

    load(world, [("dump", checked_export("dump", dump))])

    assert state(world) == before


def test_the_one_who_imports_is_not_put_on_a_board_that_was_dumped() -> None:
    world = plain_world(boards=1)
    (board,) = world.boards
    _, grace = world.members
    board.memberships = [Membership("e" * 24, grace.id, "admin")]

    again = reloaded(world, without_boards(world))

    assert next(iter(again.boards)).memberships == board.memberships


def test_an_organization_that_is_there_stays_as_it_is() -> None:
    world, fresh = plain_world(boards=1), plain_world(boards=0)
    (organization,) = fresh.organizations
    organization.display_name = "Changed since"

    reloaded(world, fresh)

    assert [each.display_name for each in fresh.organizations] == ["Changed since"]
    assert isinstance(next(iter(fresh.organizations)), Organization)


def test_a_board_without_an_organization_has_none_afterwards() -> None:
    world = plain_world(boards=1)
    (board,) = world.boards
    world.boards.update(board, organization_id=None)

    again = reloaded(world, without_boards(world))

    assert next(iter(again.boards)).organization_id is None


def test_what_a_dump_says_of_things_that_are_not_there_is_passed_over() -> None:
    world = plain_world(boards=1)
    before = state(world)
    (board,) = world.boards
    dump = orjson.loads(orjson.dumps(dump_board(world, board)))
    dump["offlineTrello"] |= {"subscribers": {"f" * 24: []}, "files": {"f" * 24: "AAAA"}}

    load(world, [("dump", checked_export("dump", dump))])

    assert state(world) == before
