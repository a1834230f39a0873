import json
from io import BytesIO
from pathlib import Path

import pytest

from app.sandbox.models import Board, Card
from app.sandbox.seed import plain_world
from tests.sandbox.asking import Asking, asking
from tests.sandbox.exports.sameness import state

MODERN = (Path(__file__).parents[1] / "exports" / "modern.json").read_bytes()


async def test_an_export_is_loaded_while_it_runs(plain: Asking) -> None:
    response = await plain.client.post("/_control/exports", data=MODERN)

    assert response.status == 200
    (board,) = await response.json()
    assert board == {"id": board["id"], "name": "Choir tour", "shortLink": "Ch0irT0u"}
    assert [each["name"] for each in await plain.get("/boards/Ch0irT0u/lists", filter="all")] == [
        "Last year",
        "Travel",
        "Music",
    ]


async def test_a_dump_is_a_file_that_loads_to_the_same_board(plain: Asking, board: Board, card: Card) -> None:
    before = state(plain.world)
    response = await plain.client.get(f"/_control/exports/{board.short_link}")
    assert response.headers["Content-Disposition"] == 'attachment; filename="board-1.json"'
    content = await response.read()
    await plain.delete(f"/cards/{card.id}")
    await plain.put(f"/boards/{board.id}", name="Changed")

    await plain.client.post("/_control/exports", data=content)

    assert state(plain.world) == before


async def test_all_dumps_make_the_same_world(plain: Asking) -> None:
    content = await (await plain.client.get("/_control/exports")).read()

    async with asking(plain_world(boards=0)) as another:
        response = await another.client.post("/_control/exports", data=content)

        assert [each["name"] for each in await response.json()] == ["Board 1", "Board 2"]
        assert state(another.world) == state(plain.world)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "The body is not JSON: "),
        ("1", "export 1: is not a board export: a JSON object was expected"),
        (
            '[{"id": "x", "name": "Mine", "cards": []}]',
            "Mine: is not a board export: `id` is not an id of 24",
        ),
        ("[[]]", "export 1: is not a board export: a JSON object was expected"),
    ],
)
async def test_what_is_no_export_is_told_and_changes_nothing(plain: Asking, body: str, reason: str) -> None:
    before = state(plain.world)

    response = await plain.client.post("/_control/exports", data=body)

    assert response.status == 400
    assert (await response.json())["error"].startswith(reason)
    assert state(plain.world) == before


async def test_the_same_board_twice_is_refused(plain: Asking) -> None:
    export = json.loads(MODERN)

    response = await plain.client.post("/_control/exports", json=[export, export])

    assert response.status == 400
    assert (await response.json())["error"] == (
        "Choir tour: is an export of the same board as Choir tour: name one of them"
    )


async def test_a_board_that_is_not_there_has_no_export(plain: Asking) -> None:
    response = await plain.client.get("/_control/exports/nothing")

    assert response.status == 404
    assert (await response.json())["error"] == "There is no board with this id or short link."


async def test_a_large_export_is_taken(plain: Asking) -> None:
    export = json.loads(MODERN) | {"more": "x" * 12_000_000}

    response = await plain.client.post("/_control/exports", data=BytesIO(json.dumps(export).encode()))

    assert response.status == 200


async def test_a_board_whose_name_has_no_letters_is_dumped_under_its_short_link(
    plain: Asking, board: Board
) -> None:
    board.name = "日本"

    response = await plain.client.get(f"/_control/exports/{board.id}")

    assert response.headers["Content-Disposition"] == f'attachment; filename="{board.short_link}.json"'
