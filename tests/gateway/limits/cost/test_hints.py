import pytest
from graphql import build_schema

from app.gateway.limits.cost.hints import FieldHints, read_hints
from app.gateway.sdl import SchemaError
from tests.gateway.limits.cost.costs import DIRECTIVES, SCHEMA


def test_hints_are_read_from_the_schema() -> None:
    assert read_hints(SCHEMA)["Query", "page"] == FieldHints(
        weight=0.1, assumed_size=7, slicing_arguments=("first",), sized_fields=("nodes", "edges")
    )
    assert read_hints(SCHEMA)["Thing", "parts"] == FieldHints(weight=0.2, shared=True, assumed_size=2)
    assert read_hints(SCHEMA)["Query", "rich"] == FieldHints(
        weight=0.1, provides=frozenset({("next",), ("things", "next")})
    )


def test_fields_without_hints_have_those_of_the_interface() -> None:
    hints = read_hints(SCHEMA)
    assert hints["Cheap", "next"].weight == 0.3
    assert hints["Thing", "next"].weight == 0.1


def test_schema_that_declares_no_directives_has_no_hints() -> None:
    assert read_hints(build_schema("type Query { a: [Query] }"))["Query", "a"] == FieldHints()


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ('a: Int @cost(weight: "much")', "Query.a: the weight must be a number from 0 on, not much."),
        ('a: Int @cost(weight: "-1")', "Query.a: the weight must be a number from 0 on, not -1."),
        ('a: Int @cost(weight: "nan")', "Query.a: the weight must be a number from 0 on, not nan."),
        (
            'a(b: Int): [Query] @listSize(slicingArguments: ["c"])',
            "Query.a: there is no `c` that could tell or have a size.",
        ),
        (
            'a(b: Int): Query @listSize(slicingArguments: ["b"], sizedFields: ["c"])',
            "Query.a: there is no `c` that could tell or have a size.",
        ),
        (
            'a: Query @provides(fields: "a { b }")',
            "Query.a: Query does not have all fields that are provided.",
        ),
        ('a: Int @provides(fields: "b")', "Query.a: Int does not have all fields that are provided."),
        ('a: Query @provides(fields: "a {")', "Query.a: `a {` is no set of fields."),
        ('a: Query @provides(fields: "a } query { a")', "Query.a: `a } query { a` is no set of fields."),
        (
            'a: Query @provides(fields: "... { a }")',
            "Query.a: Query does not have all fields that are provided.",
        ),
    ],
)
def test_hints_that_make_no_sense_are_refused(field: str, problem: str) -> None:
    with pytest.raises(SchemaError) as refused:
        read_hints(build_schema(f"{DIRECTIVES} type Query {{ {field} }}"))
    assert str(refused.value) == problem
