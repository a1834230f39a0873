from typing import Any

import pytest

from app.gateway.engine import GraphQLEngine
from tests.gateway import zoo
from tests.gateway.zoo import respond

ARGUMENTS = [
    ("$v: Int", "number: $v", 3, "[('number', 3)]"),
    ("$v: Int", "number: $v", 3.0, "[('number', 3)]"),
    ("$v: Float", "ratio: $v", 3, "[('ratio', 3.0)]"),
    ("$v: ID", "id: $v", 3, "[('id', '3')]"),
    ("$v: Mood", "mood: $v", "ANGRY", "[('mood', 'ANGRY')]"),
    ("$v: [[Int]]", "list: $v", 3, "[('list', [[3]])]"),
    ("$v: [[Int]]", "list: $v", [[1], None], "[('list', [[1], None])]"),
    ("$v: DateTime", "at: $v", "2020-01-01T01:00:00+01:00", "[('at', '2020-01-01T00:00:00.000Z')]"),
    ("$v: String", "text: $v", None, "[('text', None)]"),
    ("$v: Boolean", "yes: $v", True, "[('yes', True)]"),
    (
        "$v: Filter",
        "filter: $v",
        {"weight": 1},
        "[('filter', {'name': 'a\"b\\\\cé😀', 'moods': ['CALM'], 'lives': 9, 'weight': 1.0})]",
    ),
]


@pytest.mark.parametrize(("definition", "argument", "value", "given"), ARGUMENTS)
async def test_variables_are_coerced(
    engine: GraphQLEngine, definition: str, argument: str, value: Any, given: str
) -> None:
    response = await respond(engine, f"query ({definition}) {{ given({argument}) }}", v=value)
    assert response == {"data": {"given": given}}


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ('text: "\\u00e9\\uD83D\\uDE00\\u{1F600}"', "[('text', 'é😀😀')]"),
        ('text: """\n    block\n      string\n    """', "[('text', 'block\\n  string')]"),
        ("id: 7", "[('id', '7')]"),
        ("ratio: 1", "[('ratio', 1.0)]"),
        ("list: [[1], [2, null]]", "[('list', [[1], [2, None]])]"),
        ("mood: null", "[('mood', None)]"),
        ('at: "2020-01-01T00:00:00Z"', "[('at', '2020-01-01T00:00:00.000Z')]"),
        (
            "filter: {moods: ANGRY, name: null}",
            "[('filter', {'name': None, 'moods': ['ANGRY'], 'lives': 9})]",
        ),
    ],
)
async def test_literals_are_coerced(engine: GraphQLEngine, arguments: str, given: str) -> None:
    response = await respond(engine, f"{{ given({arguments}) }}")
    assert response == {"data": {"given": given}}


@pytest.mark.parametrize(
    ("definition", "argument", "variables", "message"),
    [
        ("$v: Int", "number: $v", {"v": "x"}, "Variable '$v' has invalid value: Int cannot represent"),
        ("$v: Int!", "number: $v", {}, "Variable '$v' has invalid value"),
        ("$v: Mood", "mood: $v", {"v": "HUNGRY"}, "Variable '$v' has invalid value"),
        ("$v: DateTime", "at: $v", {"v": "today"}, "Variable '$v' has invalid value"),
        ("$v: Filter", "filter: $v", {"v": {"wings": 2}}, "Variable '$v' has invalid value"),
    ],
)
async def test_variable_that_does_not_fit_is_a_request_error(
    engine: GraphQLEngine, definition: str, argument: str, variables: dict[str, Any], message: str
) -> None:
    response = await respond(engine, f"query ({definition}) {{ given({argument}) }}", **variables)
    (error,) = response["errors"]
    assert "data" not in response
    assert error["message"].startswith(message)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["locations"] == [{"line": 1, "column": 8}]


async def test_literal_of_a_custom_scalar_is_checked_by_validation(engine: GraphQLEngine) -> None:
    response = await respond(engine, '{ at(moment: "today") }')
    (error,) = response["errors"]
    assert "data" not in response
    assert "write a moment as RFC 3339 has it" in error["message"]
    assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize("value", [{"id": "1", "name": "x"}, {}, {"id": None}])
async def test_one_of_input_takes_exactly_one_field(engine: GraphQLEngine, value: dict[str, Any]) -> None:
    response = await respond(engine, "query ($by: ByOne) { keeper(by: $by) { id } }", by=value)
    assert "data" not in response
    assert response["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    ("query", "field", "argument", "message"),
    [
        ("query ($v: Int) { needed(number: $v) }", "needed", "number", "`number` must not be null."),
        (
            "query ($v: Mood = CALM) { given(filter: {moods: [$v]}) }",
            "given",
            "filter",
            "`filter` has null inside it where none is allowed.",
        ),
    ],
)
async def test_null_where_a_default_would_do_is_an_error_of_the_field(
    engine: GraphQLEngine, query: str, field: str, argument: str, message: str
) -> None:
    response = await respond(engine, query, v=None)
    (error,) = response["errors"]
    assert response["data"] == {field: None}
    assert error["path"] == [field]
    assert error["message"] == message
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argumentPath": [argument]}


@pytest.mark.parametrize("directive", ["skip", "include"])
@pytest.mark.parametrize(
    "selection",
    [
        "{ given @DIRECTIVE(if: $v) }",
        "{ found { ... on Cat { id @DIRECTIVE(if: $v) } } }",
        "{ needed ...F } fragment F on Query { animal { ... @DIRECTIVE(if: $v) { id } } }",
        "{ sure ...F @DIRECTIVE(if: $v) } fragment F on Query { needed }",
    ],
)
async def test_a_condition_that_is_null_is_a_request_error(
    engine: GraphQLEngine, directive: str, selection: str
) -> None:
    query = f"query ($v: Boolean = true) {selection.replace('DIRECTIVE', directive)}"
    response = await respond(engine, query, v=None)
    assert response == {
        "errors": [
            {
                "message": "`if` must not be null.",
                "locations": [{"line": 1, "column": query.index("$v)") + 1}],
                "extensions": {"code": "BAD_USER_INPUT", "argumentPath": ["if"]},
            }
        ]
    }


async def test_what_another_operation_selects_is_of_no_concern(engine: GraphQLEngine) -> None:
    query = """
    query A($v: Boolean = true, $w: Boolean = true) { given(yes: $v) needed @include(if: $w) }
    query B($v: Boolean = true) { ...F }
    fragment F on Query { needed @include(if: $v) }
    """
    response = await engine.execute(query, "A", zoo.context(), {"v": None})
    assert response == {"data": {"given": "[('yes', None)]", "needed": 3}}
