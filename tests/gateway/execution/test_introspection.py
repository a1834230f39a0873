from typing import Any

import pytest
from graphql import build_client_schema, get_introspection_query, graphql_sync, print_schema

from app.gateway.engine import GraphQLEngine
from tests.gateway import zoo
from tests.gateway.zoo import respond

MODERN = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    one_of=True,
)


class Untouchable:
    """An executor that must not be used."""

    async def start(self) -> None: ...

    async def execute(self, *_arguments: Any) -> Any:
        raise AssertionError("introspection reached the executor")


@pytest.mark.parametrize("query", [MODERN, get_introspection_query()], ids=["modern", "default"])
async def test_introspection_is_the_answer_of_graphql_core(query: str) -> None:
    engine = await zoo.cooked(lambda _schema: Untouchable())
    expected = graphql_sync(zoo.schema(), query)
    assert expected.errors is None
    assert await respond(engine, query) == {"data": expected.data}


async def test_schema_can_be_rebuilt_from_its_introspection() -> None:
    engine = await zoo.cooked()
    response = await respond(engine, MODERN)
    rebuilt = print_schema(build_client_schema(response["data"]))
    assert "interface Animal implements Node" in rebuilt
    assert "input ByOne @oneOf" in rebuilt
    assert 'scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")' in rebuilt
    assert "repeatable on FIELD_DEFINITION | SCHEMA" in rebuilt
    assert 'name: String = "a\\"b\\\\cé😀"' in rebuilt


@pytest.mark.parametrize(
    "query",
    [
        "{ __typename s: __schema { queryType { name } } }",
        "{ ...F } fragment F on Query { ... { s: __schema { queryType { name } } } __typename }",
        """
        query ($no: Boolean = false) {
          __typename s: __schema { queryType { name } } needed @include(if: $no)
        }
        """,
    ],
)
async def test_pure_introspection_never_reaches_the_executor(query: str) -> None:
    engine = await zoo.cooked(lambda _schema: Untouchable())
    response = await respond(engine, query)
    assert response["data"] == {"s": {"queryType": {"name": "Query"}}, "__typename": "Query"}


async def test_mixed_document_is_answered_in_its_order(engine: GraphQLEngine) -> None:
    response = await respond(
        engine,
        """
        query ($name: String!, $id: ID!, $no: Boolean!) {
          first: needed
          ...Meta
          __typename
          hidden: __schema @include(if: $no) { description }
          ... @skip(if: $no) { animal(id: $id) { ...Animal } }
          last: needed(number: 4)
        }
        fragment Meta on Query { type: __type(name: $name) { kind } given(text: "x") }
        fragment Animal on Animal { name }
        """,
        name="Mood",
        id="dog",
        no=False,
    )
    assert response == {
        "data": {
            "first": 3,
            "type": {"kind": "ENUM"},
            "given": "[('text', 'x')]",
            "__typename": "Query",
            "animal": {"name": "Rex"},
            "last": 4,
        }
    }
    assert list(response["data"]) == ["first", "type", "given", "__typename", "animal", "last"]


async def test_nothing_is_kept_of_the_parts_of_a_mixed_document(engine: GraphQLEngine) -> None:
    query = "{ __schema { description } needed animal(id: 1) { name } }"
    await respond(engine, query)

    document = engine.documents.get(query)
    assert (document.memo(None, {}), document.written) == ({}, 0)


async def test_error_in_the_data_of_a_mixed_document_keeps_the_introspection(engine: GraphQLEngine) -> None:
    response = await respond(engine, "{ __schema { queryType { name } } denied }")
    assert response["data"] == {"__schema": {"queryType": {"name": "Query"}}, "denied": None}
    assert [error["path"] for error in response["errors"]] == [["denied"]]


async def test_error_in_the_introspection_of_a_mixed_document_keeps_the_data(engine: GraphQLEngine) -> None:
    query = 'query ($n: String = "Mood") { needed __type(name: $n) { kind } }'
    response = await respond(engine, query, n=None)
    assert response["data"] == {"needed": 3, "__type": None}
    assert [(error["path"], error["extensions"]) for error in response["errors"]] == [
        (["__type"], {"code": "BAD_USER_INPUT", "argumentPath": ["name"]})
    ]


async def test_error_at_the_root_of_a_mixed_document_leaves_data_null(engine: GraphQLEngine) -> None:
    response = await respond(engine, "{ __schema { queryType { name } } sure(number: -1) }")
    assert response["data"] is None
    assert [error["path"] for error in response["errors"]] == [["sure"]]


async def test_typename_of_every_root_is_data(engine: GraphQLEngine) -> None:
    assert await respond(engine, "{ __typename }") == {"data": {"__typename": "Query"}}
    assert await respond(engine, "mutation { __typename }") == {"data": {"__typename": "Mutation"}}


@pytest.mark.parametrize(
    "query", ["mutation { __schema { description } }", "{ animal { __schema { description } } }"]
)
async def test_introspection_elsewhere_is_invalid(engine: GraphQLEngine, query: str) -> None:
    response = await respond(engine, query)
    assert response["errors"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


async def test_introspection_that_goes_around_in_circles_is_refused(engine: GraphQLEngine) -> None:
    query = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    response = await respond(engine, query)
    assert "data" not in response
    assert response["errors"][0]["extensions"]["limit"] == "introspectionDepth"
