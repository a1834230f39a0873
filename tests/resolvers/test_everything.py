"""Everything that the schema has can be asked of the demo workspace, and nothing of it fails."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type

from app.composition.engine import SCHEMA
from app.gateway.sdl import load_schema
from app.sandbox.seed import demo_world
from tests.resolvers.everything import everything
from tests.resolvers.house import House, house

FIRST = """
{ member { boards(filter: OPEN) {
    id shortLink organization { id name }
    lists { id cards { id shortLink customFieldItems { id } checklists { id } attachments { id } } }
    actions(first: 500) { nodes { id __typename } }
} } }
"""


WITHOUT_EXAMPLE = {
    "Attachment.bytes",
    "Attachment.mimeType",
    "BoardPrefs.backgroundImage",
    "Card.start",
    "CardCover.idAttachment",
    "CheckItem.due",
    "MarketingOptIn.date",
    "Member.memberReferrer",
}
"""Fields that are null on every object that is looked at, as they are on most at Trello."""


@pytest.fixture
async def ask() -> AsyncIterator[House]:
    async with house(demo_world()) as running:
        yield running


async def small_board(ask: House) -> dict[str, Any]:
    boards: list[dict[str, Any]] = (await ask.data(FIRST))["member"]["boards"]
    return min(boards, key=lambda board: sum(len(each["cards"]) for each in board["lists"]))


def query(root: str, type_name: str, depth: int = 2) -> str:
    return f"{{ {root} {everything(load_schema(SCHEMA), type_name, depth)} }}"


async def test_of_a_board_by_id_and_by_short_link(ask: House) -> None:
    board = await small_board(ask)

    by_id = await ask.data(query(f'board(id: "{board["id"]}")', "Board"))
    by_link = await ask.data(query(f'board(id: "{board["shortLink"]}")', "Board"))

    assert by_id == by_link
    assert by_id["board"]["id"] == board["id"]


async def test_of_a_list_and_a_card(ask: House) -> None:
    board = await small_board(ask)
    (first, *_) = [each for each in board["lists"] if each["cards"]]
    card = first["cards"][0]

    data = await ask.data(query(f'list(id: "{first["id"]}")', "List"))
    assert [each["id"] for each in data["list"]["cards"]] == [each["id"] for each in first["cards"]]
    by_id = await ask.data(query(f'card(id: "{card["id"]}")', "Card"))
    by_link = await ask.data(query(f'card(id: "{card["shortLink"]}")', "Card"))
    assert by_id == by_link


async def test_of_an_organization_by_id_and_by_name(ask: House) -> None:
    organization = (await small_board(ask))["organization"]

    by_id = await ask.data(query(f'organization(id: "{organization["id"]}")', "Organization", 1))
    by_name = await ask.data(query(f'organization(id: "{organization["name"]}")', "Organization", 1))

    assert by_id == by_name


async def test_of_an_action_of_every_type_there_is(ask: House) -> None:
    boards = (await ask.data(FIRST))["member"]["boards"]
    examples = {node["__typename"]: node["id"] for board in boards for node in board["actions"]["nodes"]}

    assert len(examples) >= 12
    for type_name, id_ in sorted(examples.items()):
        data = await ask.data(query(f'action(id: "{id_}")', "Action", 1))
        assert (data["action"]["__typename"], data["action"]["id"]) == (type_name, id_)


async def test_of_a_member_and_of_a_search(ask: House) -> None:
    member = (await ask.data(query("member", "Member")))["member"]
    assert member["username"] == "ada"
    assert (await ask.data(query('member(id: "ada")', "Member", 1)))["member"]["id"] == member["id"]

    found = (await ask.data(query('search(query: "Roadmap", first: 2)', "SearchResult")))["search"]
    assert "Roadmap" in {board["name"] for board in found["boards"]}


async def test_nested_and_listed_on_their_own_cards_are_the_same(ask: House) -> None:
    board = await small_board(ask)
    parts = everything(load_schema(SCHEMA), "Card", 1)
    nested = await ask.data(f'{{ board(id: "{board["id"]}") {{ lists {{ id cards {parts} }} }} }}')

    for each in nested["board"]["lists"]:
        alone = await ask.data(f'{{ list(id: "{each["id"]}") {{ cards {parts} }} }}')
        assert alone["list"]["cards"] == each["cards"]
        for card in each["cards"]:
            single = await ask.data(f'{{ card(id: "{card["id"]}") {parts} }}')
            assert single["card"] == card


async def test_and_the_demo_workspace_has_an_example_of_almost_every_field(ask: House) -> None:
    """Fields that are empty everywhere would make the other tests prove little."""
    board_id = (await small_board(ask))["id"]
    schema = load_schema(SCHEMA)
    seen: dict[str, bool] = {}
    for root, type_name in (("member", "Member"), (f'board(id: "{board_id}")', "Board")):
        _note(schema, type_name, next(iter((await ask.data(query(root, type_name))).values())), seen)
    boards = (await ask.data("{ member { boards(filter: OPEN) { id } } }"))["member"]["boards"]
    for board in boards[:4]:
        cards = f"lists {{ cards {everything(schema, 'Card', 1)} }}"
        found = await ask.data(f'{{ board(id: "{board["id"]}") {{ {cards} }} }}')
        for each in found["board"]["lists"]:
            for card in each["cards"]:
                _note(schema, "Card", card, seen)

    assert {field for field, has_example in seen.items() if not has_example} == WITHOUT_EXAMPLE


def _note(schema: GraphQLSchema, type_name: str, value: dict[str, Any], seen: dict[str, bool]) -> None:
    """Note for each field below a value whether it has an example."""
    for name, each in value.items():
        if name == "__typename":
            continue
        field = f"{type_name}.{name}"
        seen[field] = seen.get(field, False) or each not in (None, [], "", {})
        for one in each if isinstance(each, list) else [each]:
            if isinstance(one, dict):
                type_ = schema.type_map[type_name]
                assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
                below = one.get("__typename") or get_named_type(type_.fields[name].type).name
                _note(schema, below, one, seen)
