import asyncio
from typing import Any

import pytest
from aiohttp import web

from app.trello.credentials import always
from app.trello.errors import Forbidden, NotFound
from app.trello.needs import Edge, Needs
from app.trello.reader import TrelloReader
from app.trello.wire import Wire
from tests.trello.upstream import CREDENTIALS, answer, text, upstream

NAME = Needs({"name"})


def ref(number: int) -> str:
    return f"{number:024x}"


async def echo(request: web.Request) -> web.Response:
    """Answer every url of a batch, or the one request, with its own path as the name."""
    urls = request.query.get("urls")
    if urls is None:
        return web.json_response({"id": request.path.split("/")[3], "name": request.path})
    return web.json_response(
        [{"200": {"id": each.split("/")[2].partition("?")[0]}} for each in urls.split(",")]
    )


async def test_a_single_read_is_no_batch() -> None:
    async with upstream(echo) as trello:
        await TrelloReader(Wire(trello.client), always(CREDENTIALS), None).load("card", ref(1), NAME)

        assert trello.paths == [f"/1/cards/{ref(1)}?fields=name"]


async def test_reads_of_one_moment_go_ten_to_a_batch() -> None:
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        nodes = await asyncio.gather(*(reader.load("card", ref(each), NAME) for each in range(21)))

        assert [node["id"] for node in nodes] == [ref(each) for each in range(21)]
        assert sorted(request.path for request in trello.seen) == [
            "/1/batch",
            "/1/batch",
            f"/1/cards/{ref(20)}",
        ]


async def test_a_batch_stays_short_enough_for_a_request_line() -> None:
    long = Needs({f"field{each:03}" for each in range(150)})
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        await asyncio.gather(*(reader.load("card", ref(each), long) for each in range(10)))

        assert len(trello.seen) == 4
        assert max(map(len, trello.paths)) < 8190


async def test_what_came_along_is_not_read_again() -> None:
    edge = Edge.of("lists", filter="open")
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)

        assert await reader.follow("board", {"id": ref(1), edge.key: ["here"]}, edge, NAME) == ["here"]
        assert trello.seen == []


async def test_an_edge_that_failed_while_the_object_was_read_raises_its_error() -> None:
    edge = Edge.of("cards", filter="open")
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)

        with pytest.raises(Forbidden):
            await reader.follow("list", {"id": ref(1), edge.key: Forbidden()}, edge, NAME)


async def test_edges_of_several_objects_are_followed_together() -> None:
    cards = Edge("cards")
    brought = {"id": "l", cards.key: [{"id": "c"}]}

    async def lists(request: web.Request) -> web.Response:
        return web.json_response([{"id": request.path}])

    async with upstream(lists) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)

        assert await reader.follow_all("list", [brought], cards, NAME) == [[{"id": "c"}]]
        assert not trello.seen
        (found,) = await reader.follow_all("list", [{"id": ref(1)}], cards, NAME)
        assert found == [{"id": f"/1/lists/{ref(1)}/cards"}]


async def test_edges_of_several_objects_fail_alone() -> None:
    board = Edge("board")
    nodes: list[dict[str, Any]] = [{"id": "a", "idBoard": ref(1)}, {"id": "b", "board": Forbidden()}]
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        first, second = await reader.follow_all("card", nodes, board, NAME)

        assert first["id"] == ref(1)
        assert isinstance(second, Forbidden)


@pytest.mark.parametrize(
    ("kind", "fields", "name", "path"),
    [
        ("card", {"idBoard": ref(2)}, "board", f"/1/boards/{ref(2)}?fields=name"),
        ("card", {"idList": ref(3)}, "list", f"/1/lists/{ref(3)}?fields=name"),
        ("membership", {"idMember": ref(4)}, "member", f"/1/members/{ref(4)}?fields=name"),
        ("action", {"data": {"card": {"id": ref(5)}}}, "card", f"/1/cards/{ref(5)}?fields=name"),
        ("action", {"data": {"idMember": ref(6)}}, "member", f"/1/members/{ref(6)}?fields=name"),
        ("action", {"data": {"idMemberAdded": ref(7)}}, "member", f"/1/members/{ref(7)}?fields=name"),
    ],
)
async def test_an_edge_that_the_object_has_the_id_of_is_followed_by_it(
    kind: str, fields: dict[str, Any], name: str, path: str
) -> None:
    node = {"id": ref(1)} | fields
    async with upstream(echo) as trello:
        await TrelloReader(Wire(trello.client), always(CREDENTIALS), None).follow(
            kind, node, Edge(name), NAME
        )

        assert trello.paths == [path]


@pytest.mark.parametrize(
    "node", [{"id": ref(1), "idOrganization": None}, {"id": ref(1), "idOrganization": ref(2)}]
)
async def test_an_id_that_is_all_that_is_needed_is_not_read(node: dict[str, Any]) -> None:
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        found = await reader.follow("board", node, Edge("organization"), Needs({"id"}))

        assert found == ({"id": ref(2)} if node["idOrganization"] else None)
        assert trello.seen == []


@pytest.mark.parametrize("data", [{"card": {"id": ref(2)}}, {}])
async def test_what_an_action_speaks_of_is_none_once_it_is_gone(data: dict[str, Any]) -> None:
    async with upstream(text("The requested resource was not found.", 404)) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)

        assert await reader.follow("action", {"id": ref(1), "data": data}, Edge("card"), NAME) is None


async def test_what_an_action_did_not_bring_along_because_it_is_gone_is_none() -> None:
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        action = {"id": ref(1), "data": {}, "list": NotFound()}

        assert await reader.follow("action", action, Edge("list"), NAME) is None
        assert trello.seen == []


async def test_an_object_that_is_asked_for_by_name_and_gone_is_an_error() -> None:
    async with upstream(text("The requested resource was not found.", 404)) as trello:
        with pytest.raises(NotFound):
            await TrelloReader(Wire(trello.client), always(CREDENTIALS), None).load("card", ref(1), NAME)


async def test_a_member_that_came_along_without_a_needed_field_is_read_whole() -> None:
    action = {"id": ref(1), "idMemberCreator": ref(2), "memberCreator": {"id": ref(2), "username": "ada"}}
    async with upstream(echo) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        await reader.follow("action", action, Edge("memberCreator"), Needs({"bio"}))

        assert trello.paths == [f"/1/members/{ref(2)}?fields=bio"]


async def test_definitions_of_custom_fields_are_read_once_for_all_cards_of_a_board() -> None:
    board = {"id": ref(9), "customFields": [{"id": ref(8), "name": "Cost"}]}
    items = [{"id": ref(each), "idBoard": ref(9), "idCustomField": ref(8)} for each in range(3)]
    async with upstream(answer(board)) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        found = await asyncio.gather(*(reader.custom_field(item) for item in items))

        assert [field and field["name"] for field in found] == ["Cost", "Cost", "Cost"]
        assert trello.paths == [f"/1/boards/{ref(9)}?customFields=true&fields=id"]


async def test_a_batch_that_fails_as_a_whole_fails_each_of_its_reads() -> None:
    async with upstream(text("unauthorized permission requested", 401)) as trello:
        reader = TrelloReader(Wire(trello.client), always(CREDENTIALS), None)
        outcomes = await asyncio.gather(
            *(reader.load("card", ref(each), NAME) for each in range(2)), return_exceptions=True
        )

        assert [type(each) for each in outcomes] == [Forbidden, Forbidden]
