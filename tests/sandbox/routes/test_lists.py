import pytest

from app.sandbox.models import BoardList
from tests.sandbox.asking import Asking


async def test_a_list_has_its_default_fields(plain: Asking, first: BoardList) -> None:
    assert await plain.get(f"/lists/{first.id}") == {
        "id": first.id,
        "name": "List 1",
        "closed": False,
        "pos": 16384.0,
        "idBoard": first.board_id,
    }


@pytest.mark.parametrize(("filter_", "count"), [("open", 4), ("closed", 1), ("all", 5), ("none", 0)])
async def test_cards_come_by_filter(plain: Asking, first: BoardList, filter_: str, count: int) -> None:
    plain.world.cards_of_list(first.id)[0].closed = True

    assert len(await plain.get(f"/lists/{first.id}/cards", filter=filter_, fields="id")) == count
    assert len(await plain.get(f"/lists/{first.id}/cards/{filter_}", fields="id")) == count


async def test_cards_are_open_unless_others_are_asked_for(plain: Asking, first: BoardList) -> None:
    plain.world.cards_of_list(first.id)[0].closed = True

    assert [each["name"] for each in await plain.get(f"/lists/{first.id}/cards")] == [
        "Card 2",
        "Card 3",
        "Card 4",
        "Card 5",
    ]


async def test_a_limit_gives_the_newest_and_before_reads_on(plain: Asking, first: BoardList) -> None:
    newest = await plain.get(f"/lists/{first.id}/cards", limit="2", fields="name")
    older = await plain.get(f"/lists/{first.id}/cards", limit="2", before=newest[-1]["id"], fields="name")

    assert [each["name"] for each in newest] == ["Card 5", "Card 4"]
    assert [each["name"] for each in older] == ["Card 3", "Card 2"]


@pytest.mark.parametrize("limit", ["0", "1001", "x"])
async def test_a_limit_out_of_range_is_refused(plain: Asking, first: BoardList, limit: str) -> None:
    assert await plain.refusal(f"/lists/{first.id}/cards", limit=limit) == (400, "invalid value for limit")


async def test_cards_bring_their_members(plain: Asking, first: BoardList) -> None:
    found = await plain.get(
        f"/lists/{first.id}/cards", fields="name", members="true", member_fields="username"
    )

    assert [each["username"] for each in found[0]["members"]] == ["ada", "grace"]


async def test_the_board_of_a_list_is_read(plain: Asking, first: BoardList) -> None:
    assert (await plain.get(f"/lists/{first.id}/board", fields="name"))["name"] == "Board 1"


async def test_actions_of_a_list_are_those_that_concern_it(plain: Asking, first: BoardList) -> None:
    found = await plain.get(f"/lists/{first.id}/actions")

    assert [each["type"] for each in found] == ["commentCard", "createCard"] * 5 + ["createList"]
    assert found[-1]["data"]["list"] == {"id": first.id, "name": "List 1"}


async def test_a_field_is_read_alone(plain: Asking, first: BoardList) -> None:
    assert await plain.get(f"/lists/{first.id}/name") == {"_value": "List 1"}


async def test_a_label_is_read(plain: Asking, first: BoardList) -> None:
    label = plain.world.labels.by("board_id", first.board_id)[0]

    assert await plain.get(f"/labels/{label.id}") == {
        "id": label.id,
        "idBoard": first.board_id,
        "name": "Bug",
        "color": "red",
    }
    assert await plain.get(f"/labels/{label.id}/color") == {"_value": "red"}
