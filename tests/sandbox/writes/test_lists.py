import pytest

from app.sandbox.models import Board, BoardList
from tests.sandbox.asking import Asking
from tests.sandbox.writes.history import kinds, newest


def about(item: Board | BoardList) -> dict[str, str]:
    body = {"id": item.id, "name": item.name}
    return body | {"shortLink": item.short_link} if isinstance(item, Board) else body


def json(message: str, error: str) -> str:
    return f'{{"message":"{message}","error":"{error}"}}'


def names(plain: Asking, board: Board) -> list[str]:
    return [each.name for each in plain.world.lists_of(board.id)]


async def test_a_new_list_stands_before_all_others(plain: Asking, board: Board) -> None:
    made = await plain.post("/lists", name="New", idBoard=board.id)
    again = await plain.post(f"/boards/{board.short_link}/lists", name="Newer")

    assert {name: made[name] for name in made if name != "limits"} == {
        "id": made["id"],
        "name": "New",
        "closed": False,
        "pos": 8192.0,
        "idBoard": board.id,
    }
    assert made["limits"]["cards"]["openPerList"]["disableAt"] == 5000
    assert again["pos"] == 4096.0
    assert names(plain, board) == ["Newer", "New", "List 1", "List 2", "List 3"]
    assert newest(plain, 2)[0] == (
        "createList",
        {"board": about(board), "list": {"id": made["id"], "name": "New"}},
    )


@pytest.mark.parametrize(("pos", "where"), [("top", 0), ("bottom", 3), ("20000", 1), ("32769.5", 2)])
async def test_a_list_comes_where_it_is_put(plain: Asking, board: Board, pos: str, where: int) -> None:
    await plain.post("/lists", name="New", idBoard=board.id, pos=pos)

    assert names(plain, board).index("New") == where


@pytest.mark.parametrize(
    ("params", "status", "text"),
    [
        ({"name": "", "idBoard": "BOARD"}, 400, json("invalid value for name", "BAD_REQUEST_ERROR")),
        ({"idBoard": "BOARD"}, 400, json("invalid value for name", "BAD_REQUEST_ERROR")),
        ({"name": "x"}, 400, "invalid value for idBoard"),
        ({"name": "x", "idBoard": "SHORT"}, 400, "invalid value for idBoard"),
        ({"name": "x", "idBoard": "f" * 24}, 401, f"unauthorized board list requested {'f' * 24}"),
        ({"name": "x", "idBoard": "BOARD", "pos": "left"}, 400, json("Invalid position.", "ERROR")),
        ({"name": "x", "idBoard": "BOARD", "pos": "-1"}, 400, json("Invalid position.", "ERROR")),
        ({"name": "x", "idBoard": "BOARD", "idListSource": "1"}, 400, json("Invalid objectId", "ERROR")),
    ],
)  # fmt: skip
async def test_a_list_that_cannot_be_is_refused_in_trellos_words(
    plain: Asking, board: Board, params: dict[str, str], status: int, text: str
) -> None:
    filled = {
        name: {"BOARD": board.id, "SHORT": board.short_link}.get(each, each) for name, each in params.items()
    }

    assert await plain.refused("POST", "/lists", **filled) == (status, text)


async def test_a_list_is_copied_with_its_open_cards(plain: Asking, board: Board, first: BoardList) -> None:
    plain.world.cards_of_list(first.id)[0].closed = True

    made = await plain.post("/lists", name="Copy", idBoard=board.id, idListSource=first.id, pos="bottom")

    cards = await plain.get(f"/lists/{made['id']}/cards", fields="name,idLabels,idShort")
    assert [each["name"] for each in cards] == ["Card 2", "Card 3", "Card 4", "Card 5"]
    assert [each["idShort"] for each in cards] == [16, 17, 18, 19]
    assert cards[0]["idLabels"] == plain.world.cards_of_list(first.id)[1].label_ids


async def test_each_field_that_changes_leaves_an_action(
    plain: Asking, board: Board, first: BoardList
) -> None:
    body = await plain.put(f"/lists/{first.id}", name="Renamed", closed="true", pos="bottom")

    assert body == {
        "id": first.id, "name": "Renamed", "closed": True, "pos": 4 * 16384.0, "idBoard": board.id,
    }  # fmt: skip
    said = {"id": first.id, "name": "Renamed"}
    assert newest(plain, 3) == [
        ("updateList", {"board": about(board), "list": said, "old": {"name": "List 1"}}),
        ("updateList", {"board": about(board), "list": said | {"closed": True}, "old": {"closed": False}}),
        ("updateList", {"board": about(board), "list": said | {"pos": 65536.0}, "old": {"pos": 16384.0}}),
    ]


async def test_what_stays_as_it_is_leaves_no_action(plain: Asking, first: BoardList) -> None:
    before = len(plain.world.actions)

    await plain.put(f"/lists/{first.id}", name="List 1", closed="false")

    assert len(plain.world.actions) == before


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [("name", "New", "New"), ("closed", "true", True), ("pos", "1.5", 1.5), ("subscribed", "true", True)],
)
async def test_a_field_is_set_alone(
    plain: Asking, first: BoardList, field: str, value: str, found: str | float
) -> None:
    await plain.put(f"/lists/{first.id}/{field}", value=value)

    assert (await plain.get(f"/lists/{first.id}", fields=field))[field] == found


@pytest.mark.parametrize(
    ("field", "params", "answer"),
    [
        ("closed", {"value": "yes"}, (400, "invalid value for value")),
        ("closed", {}, (400, "invalid value for value")),
        ("name", {"value": " "}, (400, "invalid value for value")),
        ("idBoard", {"value": "f" * 24}, (400, "invalid value for idBoard")),
    ],
)
async def test_a_field_cannot_be_anything(
    plain: Asking, first: BoardList, field: str, params: dict[str, str], answer: tuple[int, str]
) -> None:
    assert await plain.refused("PUT", f"/lists/{first.id}/{field}", **params) == answer


async def test_a_field_that_lists_have_not_is_an_unknown_address(plain: Asking, first: BoardList) -> None:
    path = f"/lists/{first.id}/shade"

    assert await plain.refused("PUT", path, value="1") == (404, f"Cannot PUT /1{path}?value=1")


async def test_a_list_cannot_be_deleted(plain: Asking, first: BoardList) -> None:
    path = f"/lists/{first.id}"

    assert await plain.refused("DELETE", path) == (404, f"Cannot DELETE /1{path}")


async def test_all_cards_of_a_list_are_archived(plain: Asking, first: BoardList) -> None:
    assert await plain.post(f"/lists/{first.id}/archiveAllCards") == {}

    assert await plain.get(f"/lists/{first.id}/cards", filter="open") == []
    assert kinds(plain, 5) == ["updateCard"] * 5
    assert newest(plain)[0][1]["old"] == {"closed": False}


async def test_all_cards_of_a_list_are_moved_below_those_of_another(
    plain: Asking, board: Board, first: BoardList, second: BoardList
) -> None:
    moved = await plain.post(f"/lists/{first.id}/moveAllCards", idBoard=board.id, idList=second.id)

    assert [each["pos"] for each in moved] == [16384.0 * number for number in range(1, 11)]
    assert {each["idList"] for each in moved} == {second.id}
    assert set(moved[0]) == {"id", "idBoard", "idList", "pos"}
    assert await plain.get(f"/lists/{first.id}/cards") == []
    assert newest(plain)[0][1]["listBefore"] == about(first)
    assert newest(plain)[0][1]["listAfter"] == about(second)


@pytest.mark.parametrize("missing", ["idBoard", "idList"])
async def test_cards_are_moved_to_a_list_of_the_board_that_is_named(
    plain: Asking, board: Board, first: BoardList, second: BoardList, missing: str
) -> None:
    params = {"idBoard": board.id, "idList": second.id}
    del params[missing]

    refused = await plain.refused("POST", f"/lists/{first.id}/moveAllCards", **params)

    assert refused == (400, f"invalid value for {missing}")


async def test_a_list_moves_to_another_board_with_its_cards(
    plain: Asking, board: Board, other: Board, first: BoardList
) -> None:
    body = await plain.put(f"/lists/{first.id}/idBoard", value=other.id)

    assert body["idBoard"] == other.id
    assert names(plain, board) == ["List 2", "List 3"]
    assert names(plain, other) == ["List 1", "List 2", "List 3", "List 1"]
    cards = await plain.get(f"/lists/{first.id}/cards")
    assert [each["idShort"] for each in cards] == [16, 17, 18, 19, 20]
    assert {label["idBoard"] for each in cards for label in each["labels"]} == {other.id}
    assert kinds(plain, 2) == ["moveListFromBoard", "moveListToBoard"]


async def test_a_list_belongs_to_whom_its_board_does(plain: Asking, board: Board, first: BoardList) -> None:
    board.memberships[1].member_type = "observer"
    refused = (401, "unauthorized permission requested")

    assert await plain.refused("PUT", f"/lists/{first.id}", as_="grace", name="Mine") == refused
    assert await plain.refused("POST", "/lists", as_="grace", name="Mine", idBoard=board.id) == refused
    assert await plain.refused("POST", f"/lists/{first.id}/archiveAllCards", as_="grace") == refused


async def test_archived_cards_stay_where_all_others_move(
    plain: Asking, board: Board, first: BoardList, second: BoardList
) -> None:
    archived = plain.world.cards_of_list(first.id)[0]
    archived.closed = True

    await plain.post(f"/lists/{first.id}/moveAllCards", idBoard=board.id, idList=second.id)

    assert [each.id for each in plain.world.cards_of_list(first.id)] == [archived.id]


async def test_cards_do_not_move_to_a_list_of_another_board_than_is_named(
    plain: Asking, other: Board, first: BoardList, second: BoardList
) -> None:
    refused = await plain.refused(
        "POST", f"/lists/{first.id}/moveAllCards", idBoard=other.id, idList=second.id
    )

    assert refused == (400, "invalid value for idList")


async def test_a_list_that_moves_to_its_own_board_stays(
    plain: Asking, board: Board, first: BoardList
) -> None:
    before = len(plain.world.actions)

    await plain.put(f"/lists/{first.id}/idBoard", value=board.id)

    assert names(plain, board) == ["List 1", "List 2", "List 3"]
    assert len(plain.world.actions) == before
