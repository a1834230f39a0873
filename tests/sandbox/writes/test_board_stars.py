import pytest

from app.sandbox.models import Board
from tests.sandbox.asking import Asking

NOT_FOUND = (404, "The requested resource was not found.")
OF_ANOTHER = (401, "unauthorized member permission requested")


async def test_a_board_is_starred_below_or_above_the_others(
    plain: Asking, board: Board, other: Board
) -> None:
    first = await plain.post("/members/me/boardStars", idBoard=board.id, pos="bottom")
    second = await plain.post("/members/ada/boardStars", idBoard=other.id, pos="top")

    assert first == {"id": first["id"], "idBoard": board.id, "pos": 16384.0}
    assert second == {"id": second["id"], "idBoard": other.id, "pos": 8192.0}
    assert await plain.get("/members/me/boardStars") == [second, first]
    assert await plain.get(f"/members/me/boardStars/{first['id']}") == first
    starred = await plain.get("/members/me/boards", filter="starred", fields="starred")
    assert starred == [{"id": each.id, "starred": True} for each in (board, other)]


async def test_a_star_without_a_position_stands_below_the_others(
    plain: Asking, board: Board, other: Board
) -> None:
    await plain.post("/members/me/boardStars", idBoard=board.id)

    assert (await plain.post("/members/me/boardStars", idBoard=other.id))["pos"] == 32768.0


async def test_a_star_moves_among_the_others(plain: Asking, board: Board, other: Board) -> None:
    first = await plain.post("/members/me/boardStars", idBoard=board.id)
    second = await plain.post("/members/me/boardStars", idBoard=other.id)

    assert await plain.put(f"/members/me/boardStars/{second['id']}", pos="top") == second | {"pos": 8192.0}
    assert await plain.put(f"/members/me/boardStars/{first['id']}", pos="1.5") == first | {"pos": 1.5}
    assert await plain.put(f"/members/me/boardStars/{first['id']}") == first | {"pos": 1.5}


async def test_a_star_is_taken_back(plain: Asking, board: Board) -> None:
    made = await plain.post("/members/me/boardStars", idBoard=board.id)
    path = f"/members/me/boardStars/{made['id']}"

    assert await plain.delete(path) == {"_value": None}

    assert await plain.get("/members/me/boardStars") == []
    assert await plain.refused("DELETE", path) == NOT_FOUND


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "invalid value for idBoard"),
        ({"idBoard": "f" * 24}, "invalid value for idBoard"),
        ({"idBoard": "BOARD", "pos": "left"}, "invalid value for pos"),
    ],
)
async def test_a_star_that_cannot_be_is_refused(
    plain: Asking, board: Board, params: dict[str, str], text: str
) -> None:
    filled = {name: board.id if value == "BOARD" else value for name, value in params.items()}

    assert await plain.refused("POST", "/members/me/boardStars", **filled) == (400, text)


async def test_a_board_is_starred_once(plain: Asking, board: Board) -> None:
    await plain.post("/members/me/boardStars", idBoard=board.id)

    refused = await plain.refused("POST", "/members/me/boardStars", idBoard=board.id)

    assert refused == (400, "board is already starred")


async def test_a_board_that_one_may_not_see_is_not_starred(plain: Asking, board: Board) -> None:
    board.memberships, board.permission_level = board.memberships[:1], "private"

    refused = await plain.refused("POST", "/members/me/boardStars", as_="grace", idBoard=board.id)

    assert refused == (401, "unauthorized permission requested")


async def test_stars_are_their_members_alone(plain: Asking, board: Board) -> None:
    made = await plain.post("/members/me/boardStars", idBoard=board.id)
    path = f"/members/ada/boardStars/{made['id']}"

    assert await plain.refusal("/members/ada/boardStars", as_="grace") == OF_ANOTHER
    assert await plain.refusal(path, as_="grace") == OF_ANOTHER
    assert await plain.refusal("/members/ada", as_="grace", boardStars="mine") == OF_ANOTHER
    assert await plain.refused("POST", "/members/ada/boardStars", as_="grace", idBoard=board.id) == OF_ANOTHER
    assert await plain.refused("PUT", path, as_="grace", pos="top") == OF_ANOTHER
    assert await plain.refused("DELETE", path, as_="grace") == OF_ANOTHER
    assert await plain.refusal(path.replace("ada", "me"), as_="grace") == NOT_FOUND
