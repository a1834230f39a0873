"""Every kind of object in the demo workspace has the shape that Trello was seen to send."""

from typing import Any

import pytest

from app.sandbox.models import Board
from app.settings.trello import SANDBOX_TOKEN
from tests.sandbox import shapes
from tests.sandbox.asking import Asking


@pytest.fixture
def roadmap(trello: Asking) -> Board:
    return next(each for each in trello.world.boards if each.name == "Roadmap")


async def collected(trello: Asking, board: Board, path: str) -> list[Any]:
    """Return what each open card of a board has below it."""
    cards = [card.id for card in trello.world.cards_of_board(board.id)]
    return [each for card_id in cards for each in await trello.get(f"/cards/{card_id}{path}")]


def check(found: list[Any], shape: dict[str, str]) -> None:
    assert found
    assert {problem for each in found for problem in shapes.differences(each, shape)} == set()


async def test_a_shape_tells_what_differs() -> None:
    found = shapes.differences({"id": "x", "closed": 1}, {"id": "i", "closed": "b", "name": "s"})

    assert found == ["name is missing", "id is 'x', not i", "closed is 1, not b"]


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/members/me/boards", shapes.LISTED_BOARD),
        ("/members/me/cards", shapes.CARD),
        ("/members/me/organizations", shapes.ORGANIZATION | {"idBoards": "l", "prefs": "o"}),
        ("/members/me/actions", shapes.ACTION),
        ("/organizations/lighthouse/boards", shapes.LISTED_BOARD | {"nodeId": "s"}),
        ("/organizations/lighthouse/actions", shapes.ACTION),
        ("/organizations/lighthouse/members/all", {"id": "i", "fullName": "s", "username": "s"}),
    ],
)
async def test_listings(trello: Asking, path: str, shape: dict[str, str]) -> None:
    check(await trello.get(path), shape)


@pytest.mark.parametrize(
    ("below", "shape"),
    [
        ("/cards", shapes.CARD),
        ("/lists", shapes.LIST | {"softLimit": "0", "subscribed": "b"}),
        ("/labels", shapes.LABEL),
        ("/members", {"id": "i", "fullName": "s", "username": "s"}),
        ("/memberships", shapes.MEMBERSHIP),
        ("/checklists", shapes.CHECKLIST),
        ("/customFields", shapes.CUSTOM_FIELD),
        ("/actions", shapes.ACTION),
    ],
)
async def test_parts_of_a_board(trello: Asking, roadmap: Board, below: str, shape: dict[str, str]) -> None:
    check(await trello.get(f"/boards/{roadmap.id}{below}"), shape)


@pytest.mark.parametrize(
    ("below", "shape"),
    [
        ("/attachments", shapes.ATTACHMENT),
        ("/checklists", shapes.CHECKLIST),
        ("/customFieldItems", shapes.CUSTOM_FIELD_ITEM),
        ("/members", shapes.MEMBER),
        ("/membersVoted", shapes.MEMBER),
        ("/checkItemStates", {"idCheckItem": "i", "state": "s"}),
        ("/actions", shapes.ACTION),
    ],
)
async def test_parts_of_a_card(trello: Asking, roadmap: Board, below: str, shape: dict[str, str]) -> None:
    check(await collected(trello, roadmap, below), shape)


async def test_single_objects(trello: Asking, roadmap: Board) -> None:
    board = await trello.get(f"/boards/{roadmap.id}")
    card = await trello.get(f"/cards/{trello.world.cards_of_board(roadmap.id)[0].id}")
    checklist = next(iter(trello.world.checklists))
    action = await trello.get(f"/actions/{trello.world.actions.by('board_id', roadmap.id)[-1].id}")

    check([board], shapes.BOARD)
    check([board["prefs"]], shapes.PREFS)
    check([card], shapes.CARD | {"cardRole": "0", "start": "d0", "email": "0"})
    check([card["badges"]], shapes.BADGES)
    check([await trello.get(f"/lists/{card['idList']}")], shapes.LIST)
    check((await trello.get(f"/checklists/{checklist.id}"))["checkItems"], shapes.CHECK_ITEM)
    check([action], shapes.ACTION | {"display": "o", "appCreator": "0"})
    check([action["memberCreator"]], shapes.MEMBER)
    check([await trello.get("/members/me")], shapes.FULL_MEMBER)
    check([await trello.get("/organizations/lighthouse")], shapes.ORGANIZATION)
    check([await trello.get(f"/tokens/{SANDBOX_TOKEN}")], shapes.TOKEN)


async def test_what_clients_of_the_year_2026_cannot_take_as_null_is_not_null(trello: Asking) -> None:
    cards = await trello.get("/members/me/cards", checklists="all")
    boards = await trello.get("/members/me/boards")

    assert all(card["descData"] == {"emoji": {}} and card["checkItemStates"] is not None for card in cards)
    items = [item for card in cards for each in card["checklists"] for item in each["checkItems"]]
    assert items
    assert all(item["nameData"] == {"emoji": {}} for item in items)
    assert all(board["idOrganization"] and board["pinned"] is False and board["ixUpdate"] for board in boards)
