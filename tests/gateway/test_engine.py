import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.gateway.engine import GRACE_SECONDS, ExecutorFactory, GraphQLEngine
from app.gateway.resolver import Info
from app.gateway.sdl import SchemaError
from tests.gateway import zoo


async def respond(engine: GraphQLEngine, query: str, **variables: Any) -> dict[str, Any]:
    return await engine.execute(query, context=zoo.context(), variables=variables)


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


async def test_subscription_is_refused(engine: GraphQLEngine) -> None:
    response = await respond(engine, "subscription { ticks }")
    assert response == {
        "errors": [
            {
                "message": "A subscription needs a connection that stays open; HTTP cannot carry it.",
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


async def test_null_for_an_argument_with_default_is_an_error_of_the_field(engine: GraphQLEngine) -> None:
    response = await respond(engine, "query ($n: Int) { needed(number: $n) }", n=None)
    (error,) = response["errors"]
    assert response["data"] == {"needed": None}
    assert error["path"] == ["needed"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


async def test_error_of_a_field_keeps_the_rest(engine: GraphQLEngine) -> None:
    response = await respond(engine, "{\n  denied\n  animal { keeper { secret name } } }")
    assert response["data"] == {"denied": None, "animal": {"keeper": {"secret": None, "name": "Ann"}}}
    assert sorted(response["errors"], key=lambda error: len(error["path"])) == [
        {
            "message": "You may not.",
            "locations": [{"line": 2, "column": 3}],
            "path": ["denied"],
            "extensions": {"code": "FORBIDDEN"},
        },
        {
            "message": "Keepers keep their secrets.",
            "locations": [{"line": 3, "column": 21}],
            "path": ["animal", "keeper", "secret"],
            "extensions": {"code": "FORBIDDEN"},
        },
    ]


async def test_null_in_a_non_null_field_nulls_the_nearest_nullable_one(engine: GraphQLEngine) -> None:
    with capture_logs():
        response = await respond(engine, "{ animal { name ... on Cat { fussy } } needed }")
    assert response["data"] == {"animal": None, "needed": 3}
    assert [error["path"] for error in response["errors"]] == [["animal", "fussy"]]


async def test_error_at_the_root_leaves_data_null(engine: GraphQLEngine) -> None:
    with capture_logs():
        response = await respond(engine, "mutation { count }")
    assert response["data"] is None
    assert response["errors"][0]["path"] == ["count"]


async def test_exception_of_the_upstream_is_translated(engine: GraphQLEngine) -> None:
    response = await respond(engine, "{ down }")
    assert response["errors"][0]["message"] == "The zoo is closed."
    assert response["errors"][0]["extensions"] == {"code": "UPSTREAM_UNAVAILABLE"}


@pytest.mark.parametrize("field", ["broken", "shape { id }"])
async def test_unknown_exception_is_masked_and_logged_once(engine: GraphQLEngine, field: str) -> None:
    with capture_logs() as logs:
        response = await respond(engine, f"{{ {field} }}")
    assert response["errors"][0]["message"] == (
        "Internal error; quote request id request-1 when you report it."
    )
    assert response["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "hunter2" not in repr(response)
    (entry,) = logs
    assert entry["event"] == "unexpected exception"
    assert entry["request_id"] == "request-1"
    assert entry["log_level"] == "error"
    assert isinstance(entry["exc_info"], Exception)


async def test_exception_shared_by_fields_is_logged_once(executor: ExecutorFactory) -> None:
    shared = RuntimeError("hunter2")

    async def fail(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        raise shared

    engine = await zoo.cooked(executor, resolvers={"Query.broken": fail, "Query.down": fail})
    with capture_logs() as logs:
        response = await respond(engine, "{ broken down again: down }")
    assert len(response["errors"]) == 3
    assert len(logs) == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
async def test_number_that_json_cannot_write_is_an_error(engine: GraphQLEngine, value: str) -> None:
    with capture_logs():
        response = await respond(engine, "query ($of: String!) { ratio(of: $of) }", of=value)
    assert response["data"] == {"ratio": None}
    assert response["errors"][0]["extensions"] == {"code": "INTERNAL"}


async def test_operation_that_outlives_its_deadline_is_cut(executor: ExecutorFactory) -> None:
    cancelled = asyncio.Event()

    async def stall(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    engine = await zoo.cooked(executor, resolvers={"Query.down": stall})
    response = await engine.execute("{ down }", context=zoo.context(seconds=0.05 - GRACE_SECONDS))
    await cancelled.wait()
    assert response == {
        "errors": [
            {
                "message": "The operation took too long. Ask for less, or try again later.",
                "extensions": {"code": "UPSTREAM_TIMEOUT"},
            }
        ]
    }


async def test_timeout_of_a_resolver_is_not_taken_for_the_deadline(executor: ExecutorFactory) -> None:
    async def time_out(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        raise TimeoutError

    engine = await zoo.cooked(executor, resolvers={"Query.down": time_out})
    with capture_logs():
        response = await respond(engine, "{ down needed }")
    assert response["data"] == {"down": None, "needed": None}
    assert response["errors"][0]["extensions"] == {"code": "INTERNAL"}


async def test_cancellation_of_a_request_reaches_its_resolvers(executor: ExecutorFactory) -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def stall(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    engine = await zoo.cooked(executor, resolvers={"Query.down": stall})
    request = asyncio.create_task(respond(engine, "{ down needed }"))
    await started.wait()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    assert cancelled.is_set()


@pytest.mark.parametrize("error", [RuntimeError("hunter2"), TimeoutError("hunter2")])
async def test_executor_that_fails_answers_an_internal_error(error: Exception) -> None:
    class Failing:
        async def start(self) -> None: ...

        async def execute(self, *_arguments: Any) -> Any:
            raise error

    broken = await zoo.cooked(lambda _schema: Failing())
    with capture_logs() as logs:
        response = await respond(broken, "{ needed }")
    assert response == {
        "errors": [
            {
                "message": "Internal error; quote request id request-1 when you report it.",
                "extensions": {"code": "INTERNAL"},
            }
        ]
    }
    assert len(logs) == 1


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
