import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.gateway.engine import GRACE_SECONDS, ExecutorFactory, GraphQLEngine
from app.gateway.execution.resolver import Info
from tests.gateway import zoo
from tests.gateway.zoo import respond


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
                "extensions": {"code": "OPERATION_TIMEOUT"},
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
