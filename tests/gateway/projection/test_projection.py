"""What is answered by generated code, what is not, and what that costs."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from app.gateway.engine import GraphQLEngine
from app.gateway.execution.resolver import Info
from tests.gateway.projection.asking import ask, counted, engine_of

SDL = """
type Query { cards: [Card!]! lists: [List!] card(id: ID): Card found: [Found] }
type Mutation { move(to: Int!): Card! }
type List { id: ID! cards: [Card!]! }
type Card { id: ID! name: String! pos: Float label(of: Int = 1): String owner: Owner broken: Boolean }
type Owner { id: ID! name: String }
union Found = Card | Owner
"""


def cards(count: int) -> list[dict[str, Any]]:
    return [{"kind": "Card", "id": f"c{number}", "name": f"Card {number}"} for number in range(count)]


class Upstream:
    """Resolvers that count how often they are asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def cards(self, _parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        self.asked.append("cards")
        return self.answers[0]

    async def owner(self, parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        self.asked.append(f"owner of {parent['id']}")
        if parent.get("owner") == "nobody":
            raise LookupError("there is no owner")
        return {"kind": "Owner", "id": f"o-{parent['id']}"}

    def label(self, parent: Any, arguments: Any, _context: Any, _info: Info) -> str:
        return f"{parent['id']}/{arguments['of']}"

    async def engine(self) -> GraphQLEngine:
        resolvers = {
            "Query.cards": self.cards,
            "Query.lists": self.cards,
            "Query.card": self.cards,
            "Query.found": self.cards,
            "Mutation.move": self.cards,
            "Card.owner": self.owner,
            "Card.label": self.label,
        }
        return await engine_of(SDL, resolvers)


async def test_objects_leaves_and_functions_need_nothing_of_the_engine() -> None:
    upstream = Upstream([{"id": 7, "name": "seven", "pos": 2}])
    query = """
    query ($of: Int!) { cards { __typename key: id ...F } }
    fragment F on Card { name pos label(of: $of) }
    """

    response, left = await ask(await upstream.engine(), query, of=3)

    card = {"__typename": "Card", "key": "7", "name": "seven", "pos": 2.0, "label": "7/3"}
    assert response == {"data": {"cards": [card]}}
    assert not left


async def test_what_must_be_waited_for_is_put_in_its_place() -> None:
    upstream = Upstream(cards(2))

    response, left = await ask(await upstream.engine(), "{ cards { owner { id } name } }")

    assert response["data"]["cards"] == [
        {"owner": {"id": "o-c0"}, "name": "Card 0"},
        {"owner": {"id": "o-c1"}, "name": "Card 1"},
    ]
    assert list(response["data"]["cards"][0]) == ["owner", "name"]
    assert not left


async def test_objects_of_a_union_are_of_the_type_that_they_say() -> None:
    upstream = Upstream([*cards(1), None, {"kind": "Owner", "id": "o"}])
    query = "{ found { __typename ... on Card { name } ... on Owner { id } } }"

    response, left = await ask(await upstream.engine(), query)

    assert response["data"]["found"] == [
        {"__typename": "Card", "name": "Card 0"},
        None,
        {"__typename": "Owner", "id": "o"},
    ]
    assert not left


async def test_one_object_that_does_not_fit_leaves_all_others_to_generated_code() -> None:
    broken = cards(500)
    broken[250]["pos"] = "far"
    engine = await Upstream(broken).engine()
    before = counted("object", "projected"), counted("object", "value"), counted("answer", "value")

    with capture_logs():
        response, left = await ask(engine, "{ cards { id pos } }")

    assert left
    assert [error["path"] for error in response["errors"]] == [["cards", 250, "pos"]]
    assert response["data"]["cards"][249:252] == [{"id": f"c{id_}", "pos": None} for id_ in (249, 250, 251)]
    assert counted("object", "projected") - before[0] == 499
    # The object that does not fit, and what all are in.
    assert counted("object", "value") - before[1] == 1
    assert counted("answer", "value") - before[2] == 1


async def test_no_resolver_is_asked_again_when_the_engine_goes_on() -> None:
    found = cards(3)
    found[1]["owner"] = "nobody"
    upstream = Upstream(found)

    with capture_logs():
        response, left = await ask(await upstream.engine(), "{ cards { id owner { id } } }")

    assert left
    assert [error["path"] for error in response["errors"]] == [["cards", 1, "owner"]]
    assert [card["owner"] for card in response["data"]["cards"]] == [{"id": "o-c0"}, None, {"id": "o-c2"}]
    assert sorted(upstream.asked) == ["cards", "owner of c0", "owner of c1", "owner of c2"]


async def test_what_a_mutation_returns_is_projected() -> None:
    engine = await Upstream(cards(1)[0]).engine()
    before = counted("object", "projected")

    response, left = await ask(engine, "mutation { move(to: 1) { name } }")

    assert response == {"data": {"move": {"name": "Card 0"}}}
    assert left
    assert counted("object", "projected") - before == 1


async def test_arguments_that_do_not_fit_are_the_engines_to_tell() -> None:
    upstream = Upstream(cards(1))
    query = "query ($of: Int) { cards { label(of: $of) } }"
    engine = await upstream.engine()

    assert await ask(engine, query) == ({"data": {"cards": [{"label": "c0/1"}]}}, False)
    assert await ask(engine, query, of=None) == ({"data": {"cards": [{"label": "c0/None"}]}}, False)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [([{"id": "c", "name": None}], None), ([{"id": "c", "name": "n"}], [{"name": "n"}]), ([None], None)],
)
async def test_nulls_go_where_the_engine_lets_them_go(value: Any, outcome: Any) -> None:
    with capture_logs():
        response, left = await ask(await Upstream(value).engine(), "{ cards { name } }")

    assert response["data"] == (None if outcome is None else {"cards": outcome})
    assert left is (outcome is None)
