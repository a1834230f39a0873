from typing import Any

import pytest
from graphql import GraphQLObjectType, OperationDefinitionNode, get_variable_values, parse
from graphql.execution.values import VariableValues

from app.gateway.operation import Document, Operation
from app.gateway.projection.fields import fields_by_key, root_fields_by_key
from app.gateway.sdl import load_schema

SCHEMA = load_schema("""
interface Named { name: String }
union Pet = Cat | Dog
type Cat implements Named { name: String lives: Int friend: Pet }
type Dog implements Named { name: String tricks: Int friend: Pet }
type Query { pet: Pet cat: Cat }
""")


def operation(text: str, **variables: Any) -> Operation:
    document = Document(parse(text))
    definition = document.operation(None)
    assert isinstance(definition, OperationDefinitionNode)
    values = get_variable_values(SCHEMA, definition.variable_definitions or (), variables)
    assert isinstance(values, VariableValues)
    return Operation(SCHEMA, document, definition, values, variables)


def selected(text: str, type_name: str, **variables: Any) -> dict[str, int]:
    """Return how many nodes ask for each key, on an object of a type that is the first root field's value."""
    asked = operation(text, **variables)
    assert SCHEMA.query_type
    (nodes,) = root_fields_by_key(asked, SCHEMA.query_type).values()
    type_ = SCHEMA.type_map[type_name]
    assert isinstance(type_, GraphQLObjectType)
    return {key: len(found) for key, found in fields_by_key(asked, type_, nodes).items()}


@pytest.mark.parametrize(
    ("selection", "on_cat"),
    [
        ("b: name a: name b: name", {"b": 2, "a": 1}),
        ("... on Cat { lives } ... on Dog { tricks }", {"lives": 1}),
        ("... on Named { ... on Dog { tricks } ... on Cat { lives } }", {"lives": 1}),
        ("... on Dog { ... on Named { name } }", {}),
        ("... on Pet { ... { name } } name", {"name": 2}),
        ("...F name ...F", {"lives": 1, "name": 1}),
        ("...G ...F", {"lives": 1}),
    ],
)
def test_fields_are_those_of_the_objects_type(selection: str, on_cat: dict[str, int]) -> None:
    text = f"{{ pet {{ {selection} }} }} fragment F on Cat {{ lives }} fragment G on Pet {{ ...F }}"

    assert selected(text, "Cat") == on_cat


def test_fields_of_several_nodes_are_merged_and_their_fragments_expanded_once() -> None:
    text = "{ pet { ...F __typename } pet { ...F ... on Cat { name } } } fragment F on Cat { lives }"

    assert selected(text, "Cat") == {"lives": 1, "__typename": 1, "name": 1}


@pytest.mark.parametrize(("yes", "keys"), [(True, ["name"]), (False, ["lives"])])
def test_conditions_are_obeyed(yes: bool, keys: list[str]) -> None:
    text = """
    query ($yes: Boolean!) {
      cat { name @include(if: $yes) ...F @skip(if: $yes) ... @include(if: false) { name } }
    }
    fragment F on Cat { lives }
    """

    assert list(selected(text, "Cat", yes=yes)) == keys
