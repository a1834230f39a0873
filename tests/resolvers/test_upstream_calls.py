"""What each query costs at Trello, to the call. Trello allows 100 of them in 10 seconds.

What it was estimated to cost is checked, too: never less, and within a factor.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.sandbox.seed import plain_world
from app.sandbox.store import World
from tests.resolvers import house as houses
from tests.resolvers.house import House

FACTOR = 4
"""How many times what it costs a query is estimated to cost at most."""

DEEP = "{ member { boards { lists { cards { name members { fullName } labels { name } } } } } }"


@asynccontextmanager
async def house(world: World) -> AsyncIterator[House]:
    async with houses.house(world) as ask:
        yield ask
    for each in ask.asked:
        assert each.calls <= each.estimated <= FACTOR * each.calls, each


async def test_a_member_costs_one_call() -> None:
    async with house(plain_world(boards=1)) as ask:
        await ask.data("{ member { fullName } }")

        assert ask.wire == ["/1/members/me"]


async def test_a_members_boards_cost_one_call_that_the_special_limit_does_not_count() -> None:
    async with house(plain_world(boards=10)) as ask:
        data = await ask.data("{ member { boards { name } } }")

        assert len(data["member"]["boards"]) == 10
        assert ask.wire == ["/1/members/me/boards"]


async def test_a_member_with_boards_costs_one_call() -> None:
    async with house(plain_world(boards=10)) as ask:
        data = await ask.data("{ member { fullName boards { name } } }")

        assert len(data["member"]["boards"]) == 10
        assert ask.wire == ["/1/members/me"]


@pytest.mark.parametrize(("boards", "batches"), [(10, 1), (25, 3)])
async def test_every_card_of_every_board_costs_one_call_and_one_for_ten_boards(
    boards: int, batches: int
) -> None:
    async with house(plain_world(boards=boards, lists=3, cards=5)) as ask:
        data = await ask.data(DEEP)

        cards = [
            card for board in data["member"]["boards"] for each in board["lists"] for card in each["cards"]
        ]
        assert len(cards) == boards * 3 * 5
        assert all(len(card["members"]) == 2 and len(card["labels"]) == 2 for card in cards)
        assert sorted(ask.wire) == sorted(["/1/members/me/boards", *["/1/batch"] * batches])


async def test_a_board_with_all_that_is_on_it_costs_one_call() -> None:
    async with house(plain_world(boards=1)) as ask:
        (board,) = (await ask.data("{ member { boards { id } } }"))["member"]["boards"]
        data = await ask.data(
            """
            query ($id: ID!) {
              board(id: $id) {
                name
                lists { name cards { name } }
                members { fullName }
                labels { name }
                actions(first: 20) { nodes { date } }
              }
            }
            """,
            id=board["id"],
        )

        assert len(data["board"]["lists"]) == 3
        assert ask.wire == [f"/1/boards/{board['id']}"]


async def test_ten_aliased_cards_cost_one_batch() -> None:
    async with house(plain_world(boards=1, lists=2, cards=5)) as ask:
        found = await ask.data("{ member { boards { lists { cards { id } } } } }")
        ids = [
            card["id"]
            for board in found["member"]["boards"]
            for each in board["lists"]
            for card in each["cards"]
        ]
        aliases = " ".join(f'c{number}: card(id: "{id_}") {{ id }}' for number, id_ in enumerate(ids))
        data = await ask.data(f"{{ {aliases} }}")

        assert [card["id"] for card in data.values()] == ids
        assert ask.wire == ["/1/batch"]


async def test_a_card_asked_for_twice_costs_one_call() -> None:
    async with house(plain_world(boards=1, lists=1, cards=1)) as ask:
        found = await ask.data("{ member { boards { lists { cards { id } } } } }")
        id_ = found["member"]["boards"][0]["lists"][0]["cards"][0]["id"]
        data = await ask.data(
            "query ($id: ID!) { a: card(id: $id) { name } b: card(id: $id) { desc } }", id=id_
        )

        assert set(data) == {"a", "b"}
        assert ask.wire == [f"/1/cards/{id_}"]


async def test_what_leads_back_up_costs_nothing() -> None:
    async with house(plain_world(boards=1)) as ask:
        (board,) = (await ask.data("{ member { boards { id name } } }"))["member"]["boards"]
        data = await ask.data(
            """
            query ($id: ID!) {
              board(id: $id) { lists { name board { name } cards { list { name } board { name } } } }
            }
            """,
            id=board["id"],
        )

        for each in data["board"]["lists"]:
            assert each["board"]["name"] == board["name"]
            assert {card["list"]["name"] for card in each["cards"]} == {each["name"]}
        assert len(ask.wire) == 1


async def test_a_board_of_1400_cards_is_complete_and_costs_a_call_for_every_thousand_more() -> None:
    async with house(plain_world(boards=1, lists=2, cards=700)) as ask:
        (board,) = (await ask.data("{ member { boards { id } } }"))["member"]["boards"]
        data = await ask.data(
            "query ($id: ID!) { board(id: $id) { lists { cards { id members { fullName } } } } }",
            id=board["id"],
        )

        cards = [card["id"] for each in data["board"]["lists"] for card in each["cards"]]
        assert (len(cards), len(set(cards))) == (1400, 1400)
        # The board, whose thousand cards may be any, then the newest thousand, then the rest.
        assert ask.wire == [f"/1/boards/{board['id']}", *[f"/1/boards/{board['id']}/cards"] * 2]


async def test_a_list_of_1400_cards_is_complete_in_two_pages() -> None:
    async with house(plain_world(boards=1, lists=1, cards=1400)) as ask:
        found = await ask.data("{ member { boards { lists { id } } } }")
        id_ = found["member"]["boards"][0]["lists"][0]["id"]
        data = await ask.data("query ($id: ID!) { list(id: $id) { cards { id pos } } }", id=id_)

        cards = data["list"]["cards"]
        assert len({card["id"] for card in cards}) == 1400
        assert [card["pos"] for card in cards] == sorted(card["pos"] for card in cards)
        assert ask.wire == [f"/1/lists/{id_}/cards"] * 2


async def test_pages_of_cards_walk_the_whole_board_once() -> None:
    async with house(plain_world(boards=1, lists=3, cards=7)) as ask:
        (board,) = (await ask.data("{ member { boards { id } } }"))["member"]["boards"]
        seen: list[str] = []
        after = None
        pages = 0
        while True:
            data = await ask.data(
                """
                query ($id: ID!, $after: ID) {
                  board(id: $id) {
                    cards(first: 10, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
                  }
                }
                """,
                id=board["id"],
                after=after,
            )
            page = data["board"]["cards"]
            seen += [card["id"] for card in page["nodes"]]
            pages += 1
            assert len(ask.wire) == 1
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]

        assert pages == 3
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 21


async def test_a_connection_that_stands_twice_costs_one_call() -> None:
    async with house(plain_world(boards=1, lists=1, cards=3)) as ask:
        (board,) = (await ask.data("{ member { boards { id } } }"))["member"]["boards"]
        data = await ask.data(
            """
            query ($id: ID!) {
              board(id: $id) {
                a: cards(first: 2) { pageInfo { hasNextPage } }
                b: cards(first: 2) { nodes { name } }
              }
            }
            """,
            id=board["id"],
        )

        assert data["board"]["a"] == {"pageInfo": {"hasNextPage": True}}
        assert len(data["board"]["b"]["nodes"]) == 2
        assert ask.wire == [f"/1/boards/{board['id']}/cards"]


async def test_the_same_search_costs_one_call_of_the_few_there_are() -> None:
    async with house(plain_world(boards=1)) as ask:
        data = await ask.data(
            '{ a: search(query: "Board") { boards { name } } b: search(query: "Board") { boards { name } } }'
        )

        assert data["a"] == data["b"]
        assert ask.wire == ["/1/search"]
