from pathlib import Path

import pytest
from graphql import build_schema

from app.gateway.sdl import SchemaError, engine_sdl, load_schema
from tests.gateway import zoo


def test_engine_sdl_keeps_types_and_drops_what_describes() -> None:
    schema = load_schema(
        '''
        "All."
        schema { query: Root }
        directive @cost(n: Int) repeatable on FIELD_DEFINITION | VARIABLE_DEFINITION
        scalar DateTime @specifiedBy(url: "https://example.org")
        interface Node { id: ID! }
        interface Named implements Node { id: ID! "A name." name: String }
        """
        A "thing".
        """
        type Thing implements & Named & Node { id: ID! name: String age: Int @deprecated(reason: "old") }
        union Any = | Thing
        enum Size { "Little." SMALL BIG @deprecated }
        input By @oneOf { id: ID name: String }
        type Root {
          things(by: By, size: Size = SMALL @deprecated): [Thing] @cost(n: 1) @cost(n: 2)
          any: Any
          at: DateTime
        }
        '''
    )
    assert (
        engine_sdl(schema)
        == """\
schema {
  query: Root
}

scalar DateTime

interface Node {
  id: ID!
}

interface Named {
  id: ID!
  name: String
}

type Thing implements Named & Node {
  id: ID!
  name: String
  age: Int
}

union Any = Thing

enum Size {
  SMALL
  BIG
}

input By {
  id: ID
  name: String
}

type Root {
  things(by: By, size: Size = SMALL): [Thing]
  any: Any
  at: DateTime
}

scalar String

scalar Int

scalar Float

scalar Boolean

scalar ID"""
    )


def test_engine_sdl_keeps_escapes_of_defaults() -> None:
    assert r'name: String = "a\"b\\cé😀"' in engine_sdl(zoo.schema())


def test_schema_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "schema.sdl"
    path.write_text('"Ünï" type Query { a: Int }', encoding="utf-8")
    query_type = load_schema(path).query_type
    assert query_type is not None
    assert query_type.description == "Ünï"


@pytest.mark.parametrize(
    ("sdl", "message"),
    [
        ("type Query {", "Syntax Error: Expected Name, found <EOF>."),
        ("type Query { a: Missing }", "Unknown type 'Missing'."),
        ("type Other { a: Int }", "Query root type must be provided."),
        (
            "type Query { a: Int } type Mutation { set: Payload } type Payload { query: Query }",
            "Payload.query must not return the type that queries start from.",
        ),
        (
            "type Query implements Root { self: Query } interface Root { self: Query }",
            "Query.self must not return the type that queries start from.",
        ),
    ],
)
def test_schema_that_cannot_be_served_is_refused(tmp_path: Path, sdl: str, message: str) -> None:
    path = tmp_path / "schema.sdl"
    path.write_text(sdl, encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        load_schema(path)
    assert message in str(raised.value)


def test_error_in_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "schema.sdl"
    path.write_text("type Query {", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"schema\.sdl: Syntax Error"):
        load_schema(path)


async def test_tartiflette_takes_every_feature_of_the_language() -> None:
    engine = await zoo.cooked()
    response = await engine.execute("{ given(filter: {}) }", context=zoo.context())
    assert response == {
        "data": {"given": "[('filter', {'name': 'a\"b\\\\cé😀', 'moods': ['CALM'], 'lives': 9})]"}
    }


def test_engine_sdl_describes_the_same_types() -> None:
    schema = zoo.schema()
    rebuilt = build_schema(engine_sdl(schema).rsplit("scalar String", 1)[0])
    assert rebuilt.type_map.keys() == schema.type_map.keys()
