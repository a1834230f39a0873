from collections.abc import AsyncIterator

import aiohttp
import pytest

from bench.stub import Stub, serving
from bench.workloads import world


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with serving(Stub(world(10))) as stub:
        yield stub


async def test_a_read_is_answered_as_the_offline_trello_does_and_then_from_what_is_stored(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with aiohttp.ClientSession() as client:
        first = await (await client.get(f"{stub.url}/members/me/boards?fields=name")).read()
        with monkeypatch.context() as patch:
            patch.setattr(stub, "_sandbox", None)
            again = await (await client.get(f"{stub.url}/members/me/boards?fields=name")).read()

        boards = await (await client.get(f"{stub.url}/members/me/boards?fields=name")).json()
        path = f"/boards/{boards[0]['id']}?fields=id%2Cname"
        (batched,) = await (await client.get(f"{stub.url}/batch", params={"urls": path})).json()

    assert first == again
    assert [board["name"] for board in boards] == ["Board 1"]
    assert batched == {"200": boards[0]}
    assert stub.calls == 4


async def test_members_differ_in_all_their_ids_and_in_nothing_else(stub: Stub) -> None:
    mine, yours = stub.members([0, 7])
    async with aiohttp.ClientSession() as client:
        (my_board,), (your_board,) = [
            await (await client.get(f"{stub.url}/members/{member}/boards?fields=name,idOrganization")).json()
            for member in (mine, yours)
        ]
        again = await (await client.get(f"{stub.url}/boards/{your_board['id']}?fields=name")).json()

    assert my_board["id"] != your_board["id"] == again["id"]
    assert my_board["idOrganization"] != your_board["idOrganization"]
    assert my_board["name"] == your_board["name"] == again["name"]


async def test_writes_are_done_each_time(stub: Stub) -> None:
    async with aiohttp.ClientSession() as client:
        (board,) = await (await client.get(f"{stub.url}/members/me/boards?fields=name")).json()
        new = {"name": "New", "idBoard": board["id"]}
        made = [await (await client.post(f"{stub.url}/lists", json=new)).json() for _ in range(2)]

    assert len({each["id"] for each in made}) == 2


async def test_what_the_offline_trello_refuses_is_refused(stub: Stub) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{stub.url}/boards/{'0' * 24}") as response:
        assert response.status == 404


async def test_answers_wait_when_they_are_told_to(stub: Stub) -> None:
    stub.latency = 3600
    async with aiohttp.ClientSession() as client:
        with pytest.raises(TimeoutError):
            await client.get(f"{stub.url}/members/me", timeout=aiohttp.ClientTimeout(total=0.01))


@pytest.mark.parametrize(("cards", "boards"), [(10, 1), (100, 2), (500, 10), (1000, 20), (10_000, 20)])
def test_a_world_has_the_cards_it_is_told_on_boards_that_are_never_cut(cards: int, boards: int) -> None:
    made = world(cards)

    assert (len(made.cards), len(made.boards)) == (cards, boards)
    assert max(len(made.cards_of_board(board.id)) for board in made.boards) <= 500
