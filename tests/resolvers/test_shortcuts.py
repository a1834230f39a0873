"""What objects have brought along is answered without their resolvers."""

import asyncio
from typing import Any, NoReturn

import pytest
import pytest_asyncio

from app.composition.engine import create_engine
from app.gateway.context import RequestContext
from app.gateway.engine import GraphQLEngine
from app.resolvers.reading import Upstreams
from app.settings.gateway import GatewaySettings
from app.trello.errors import Forbidden, NotFound
from app.trello.reader import TrelloReader

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOARD = "0" * 23 + "1"
ITEMS = f'{{ card(id: "{BOARD}") {{ customFieldItems {{ customField {{ name }} option {{ text }} }} }} }}'
MEMBER = {"id": "m", "username": "ada", "fullName": "Ada"}


class Brought(TrelloReader):
    """Has one object with all that hangs off it, and refuses to read anything else."""

    def __init__(self, node: dict[str, Any]) -> None:
        self._node = node
        self.followed: list[str] = []

    async def load(self, *_arguments: Any) -> Any:
        return self._node

    async def follow(self, kind: str, _node: Any, edge: Any, _needs: Any) -> Any:
        self.followed.append(f"{kind}.{edge.name}")
        return None

    async def custom_field(self, _item: Any) -> Any:
        self.followed.append("custom field")
        return None

    async def follow_all(self, *_arguments: Any) -> NoReturn:
        raise AssertionError("there is one of everything")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine() -> GraphQLEngine:
    engine = create_engine(GatewaySettings())
    await engine.cook()
    return engine


async def data(engine: GraphQLEngine, node: dict[str, Any], query: str) -> tuple[Any, list[str]]:
    """Return the data of the root field, and which edges had to be followed."""
    reader = Brought(node)
    deadline = asyncio.get_running_loop().time() + 60
    response = await engine.execute(query, context=RequestContext("r", Upstreams(reader), deadline))
    assert "errors" not in response, response
    (found,) = response["data"].values()
    return found, reader.followed


async def board(engine: GraphQLEngine, node: dict[str, Any], selection: str) -> tuple[Any, list[str]]:
    return await data(engine, {"id": BOARD, **node}, f'{{ board(id: "{BOARD}") {{ {selection} }} }}')


async def test_lists_and_members_are_taken_as_they_are(engine: GraphQLEngine) -> None:
    node = {"lists(filter:open)": [{"id": "l", "name": "To do"}], "members": [MEMBER]}

    found, followed = await board(engine, node, "lists { name } members { fullName }")

    assert found == {"lists": [{"name": "To do"}], "members": [{"fullName": "Ada"}]}
    assert not followed


async def test_page_is_made_of_what_was_brought(engine: GraphQLEngine) -> None:
    node = {"cards(filter:open,limit:2)": [{"id": "b"}, {"id": "a"}]}
    selection = "cards(first: 1, filter: OPEN) { nodes { id } pageInfo { hasNextPage endCursor } }"

    found, followed = await board(engine, node, selection)

    page = {"hasNextPage": True, "endCursor": "b"}
    assert found == {"cards": {"nodes": [{"id": "b"}], "pageInfo": page}}
    assert not followed


@pytest.mark.parametrize("brought", [{}, {"cards(filter:open,limit:2)": Forbidden()}])
async def test_page_that_was_not_brought_is_asked_for(engine: GraphQLEngine, brought: dict[str, Any]) -> None:
    found, followed = await board(engine, brought, "cards(first: 1, filter: OPEN) { nodes { id } }")

    assert found == {"cards": None}
    assert followed == ["board.cards"]


@pytest.mark.parametrize(
    ("creator", "followed"),
    [
        (MEMBER, []),
        (None, []),
        ({"id": "m", "username": "ada"}, ["action.memberCreator"]),
        (NotFound(), ["action.memberCreator"]),
    ],
)
async def test_member_is_taken_if_all_that_is_needed_has_come(
    engine: GraphQLEngine, creator: Any, followed: list[str]
) -> None:
    node = {"id": BOARD, "type": "createCard", "memberCreator": creator}
    query = f'{{ action(id: "{BOARD}") {{ memberCreator {{ fullName }} }} }}'

    found, asked = await data(engine, node, query)

    assert found == {"memberCreator": {"fullName": "Ada"} if creator is MEMBER else None}
    assert asked == followed


async def test_definitions_of_custom_fields_are_taken_where_they_have_come(engine: GraphQLEngine) -> None:
    field = {"id": "f", "name": "Size", "type": "list", "options": [{"id": "o", "value": {"text": "L"}}]}
    item = {"id": "i", "idValue": "o", "customField": field}

    found, followed = await data(engine, {"id": BOARD, "customFieldItems": [item]}, ITEMS)

    assert found == {"customFieldItems": [{"customField": {"name": "Size"}, "option": {"text": "L"}}]}
    assert not followed


async def test_definitions_that_have_not_come_are_asked_for(engine: GraphQLEngine) -> None:
    node = {"id": BOARD, "customFieldItems": [{"id": "i", "idValue": "o"}]}

    found, followed = await data(engine, node, ITEMS)

    assert found == {"customFieldItems": [{"customField": None, "option": None}]}
    assert followed == ["custom field", "custom field"]
