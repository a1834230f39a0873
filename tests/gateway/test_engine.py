from typing import Any

import pytest

from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.resolver import Info
from app.gateway.sdl import SchemaError
from tests.gateway import zoo
from tests.gateway.zoo import respond


async def test_query_is_answered_in_the_order_of_the_document(engine: GraphQLEngine) -> None:
    response = await respond(
        engine,
        """
        query ($first: Int!, $no: Boolean = false) {
          b: animal { __typename ...Named ... on Cat { keys lives mood } ... on Dog { tricks } }
          a: animals { name friends(first: $first) { id } }
          animal(id: "nobody") @include(if: $no) { id }
          missing: animal(id: "nobody") { id }
          found { ... on Node { id } ... on Dog { toys { label } } }
        }
        fragment Named on Animal { name keeper { since } }
        """,
        first=1,
    )
    assert response == {
        "data": {
            "b": {
                "__typename": "Cat",
                "name": "Tom",
                "keeper": {"since": "2020-04-15T13:18:04.471Z"},
                "keys": "k",
                "lives": 9,
                "mood": "CALM",
            },
            "a": [{"name": "Tom", "friends": [{"id": "dog"}]}, {"name": "Rex", "friends": [{"id": "cat"}]}],
            "missing": None,
            "found": [{"id": "cat"}, None, {"id": "ann"}, {"id": "dog", "toys": [[{"label": "ball"}], None]}],
        }
    }
    assert list(response["data"]) == ["b", "a", "missing", "found"]
    assert list(response["data"]["b"]) == ["__typename", "name", "keeper", "keys", "lives", "mood"]


async def test_operation_is_chosen_by_name(engine: GraphQLEngine) -> None:
    query = "query A { needed(number: 1) } query B { needed(number: 2) }"
    response = await engine.execute(query, operation_name="B", context=zoo.context())
    assert response == {"data": {"needed": 2}}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("C", 'The document has no operation "C".'),
        (None, "The document has several operations: say which by `operationName`."),
    ],
)
async def test_operation_that_cannot_be_chosen_is_refused(
    engine: GraphQLEngine, name: str | None, message: str
) -> None:
    query = "query A { needed } query B { needed }"
    response = await engine.execute(query, operation_name=name, context=zoo.context())
    assert response == {"errors": [{"message": message, "extensions": {"code": "BAD_REQUEST"}}]}


async def test_subscription_is_refused_where_the_connection_does_not_stay_open(engine: GraphQLEngine) -> None:
    response = await respond(engine, "subscription { ticks }")
    assert response == {
        "errors": [
            {
                "message": "A subscription needs a connection that stays open: send it to this address by "
                "WebSocket, with the protocol graphql-transport-ws.",
                "extensions": {"code": "BAD_REQUEST"},
            }
        ]
    }


async def test_mutation_is_executed(engine: GraphQLEngine) -> None:
    response = await respond(engine, 'mutation { rename(id: "dog", name: "Max") { id } }')
    assert response == {"data": {"rename": {"id": "dog"}}}


async def test_mutation_is_refused_where_only_queries_may_run(engine: GraphQLEngine) -> None:
    context = zoo.context(queries_only=True)
    response = await engine.execute("mutation { count }", context=context)
    assert response["errors"][0]["extensions"] == {"code": "METHOD_NOT_ALLOWED"}
    assert "data" not in response


async def test_engine_does_not_start_with_resolvers_of_unknown_fields(executor: ExecutorFactory) -> None:
    with pytest.raises(SchemaError, match=r"Query\.unicorn"):
        await zoo.cooked(executor, resolvers={"Query.unicorn": zoo.animal})


async def test_engines_of_one_process_share_nothing(executor: ExecutorFactory) -> None:
    async def one(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> int:
        return 1

    first = await zoo.cooked(executor)
    second = await zoo.cooked(executor, resolvers={"Query.needed": one})
    assert await respond(first, "{ needed }") == {"data": {"needed": 3}}
    assert await respond(second, "{ needed }") == {"data": {"needed": 1}}
