import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from itertools import count
from typing import Any

import pytest
from graphql import OperationType
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.errors import BadUserInput, Unauthenticated
from app.gateway.execution.resolver import Info
from app.gateway.reply import Reply
from app.gateway.selection import selected
from tests.gateway import zoo
from tests.gateway.generators import alive


def contexts(
    refusal: Exception | None = None, **changes: Any
) -> Callable[[], AbstractAsyncContextManager[RequestContext[Any]]]:
    """Return a maker of contexts whose request ids count the events."""
    numbers = count(1)

    @asynccontextmanager
    async def context() -> AsyncIterator[RequestContext[Any]]:
        if refusal:
            raise refusal
        made = zoo.context(**changes)
        made.request_id = f"event-{next(numbers)}"
        yield made

    return context


def reply(
    engine: GraphQLEngine,
    query: str,
    variables: Mapping[str, Any] | None = None,
    context_of_event: Callable[[], AbstractAsyncContextManager[RequestContext[Any]]] | None = None,
) -> Reply:
    context = zoo.context(streams=True)
    return engine.reply(query, None, variables, context, context_of_event or contexts())


async def responses(engine: GraphQLEngine, query: str, **variables: Any) -> list[dict[str, Any]]:
    return [response async for response in reply(engine, query, variables).responses]


async def test_each_event_is_a_response(engine: GraphQLEngine) -> None:
    query = """
    subscription ($to: Int!) { tick: ticks(to: $to) ...F }
    fragment F on Subscription { tick: ticks(to: $to) }
    """
    told = reply(engine, query, {"to": 2})
    assert told.kind is OperationType.SUBSCRIPTION
    assert [response async for response in told.responses] == [{"data": {"tick": 1}}, {"data": {"tick": 2}}]


async def test_objects_of_events_are_resolved_as_those_of_queries_are(engine: GraphQLEngine) -> None:
    query = """
    subscription {
      seen(ids: ["cat", "nobody", "dog"]) { __typename name keeper { secret } ... on Dog { tricks } }
    }
    """
    cat, nobody, dog = await responses(engine, query)
    assert cat["data"] == {"seen": {"__typename": "Cat", "name": "Tom", "keeper": {"secret": None}}}
    assert cat["errors"][0]["path"] == ["seen", "keeper", "secret"]
    assert nobody == {"data": {"seen": None}}
    assert dog == {"data": {"seen": {"__typename": "Dog", "name": "Rex", "keeper": None, "tricks": ["sit"]}}}


async def test_event_that_does_not_fit_the_schema_is_lost_and_the_next_is_told(engine: GraphQLEngine) -> None:
    with capture_logs() as logs:
        first, second, third = await responses(engine, "subscription { told }")
    assert (first, third) == (
        {"data": {"told": "request-1, event 1"}},
        {"data": {"told": "request-1, event 3"}},
    )
    assert second["data"] is None
    assert second["errors"][0]["path"] == ["told"]
    assert second["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert [line["request_id"] for line in logs] == ["event-2"]


@pytest.mark.parametrize(
    ("query", "kind", "data"),
    [
        ("{ needed }", OperationType.QUERY, {"needed": 3}),
        (
            'mutation { rename(id: "cat", name: "Kit") { id } }',
            OperationType.MUTATION,
            {"rename": {"id": "cat"}},
        ),
        (
            "{ __typename __schema { description } }",
            OperationType.QUERY,
            {"__typename": "Query", "__schema": {"description": "A zoo."}},
        ),
    ],
)
async def test_query_or_mutation_has_one_response(
    engine: GraphQLEngine, query: str, kind: OperationType, data: dict[str, Any]
) -> None:
    told = reply(engine, query)
    assert told.kind is kind
    assert [response async for response in told.responses] == [{"data": data}]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { ticks seen { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { ...F } fragment F on Subscription { ticks @skip(if: true) }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription ($to: Int!) { ticks(to: $to) }", "BAD_USER_INPUT"),
    ],
)
async def test_refused_request_has_one_response_without_data(
    engine: GraphQLEngine, query: str, code: str
) -> None:
    told = reply(engine, query)
    assert told.kind is None
    (response,) = [response async for response in told.responses]
    assert response.keys() == {"errors"}
    assert response["errors"][0]["extensions"]["code"] == code


async def test_null_in_an_argument_of_the_source_is_told_by_the_name_of_the_argument(
    engine: GraphQLEngine,
) -> None:
    (response,) = await responses(engine, "subscription ($to: Int = 1) { t: ticks(to: $to) }", to=None)
    assert response == {
        "errors": [
            {
                "message": "`to` must not be null.",
                "locations": [{"line": 1, "column": 44}],
                "path": ["t"],
                "extensions": {"code": "BAD_USER_INPUT", "argumentPath": ["to"]},
            }
        ]
    }


@pytest.mark.parametrize("events", [0, 2])
async def test_source_that_fails_ends_the_subscription(executor: ExecutorFactory, events: int) -> None:
    async def ticks(*_arguments: Any) -> AsyncGenerator[int, None]:
        for number in range(events):
            yield number
        raise BadUserInput("No more.", argument_path=["to"])

    engine = await zoo.cooked(executor, resolvers={"Subscription.ticks": ticks})
    *told, last = await responses(engine, "subscription { ticks }")
    assert told == [{"data": {"ticks": number}} for number in range(events)]
    assert last == {
        "errors": [
            {
                "message": "No more.",
                "locations": [{"line": 1, "column": 16}],
                "path": ["ticks"],
                "extensions": {"code": "BAD_USER_INPUT", "argumentPath": ["to"]},
            }
        ]
    }


async def test_unknown_exception_of_a_source_is_masked_and_logged(executor: ExecutorFactory) -> None:
    async def ticks(*arguments: Any) -> AsyncGenerator[int, None]:
        if arguments:
            raise KeyError("password=hunter2")
        yield 1

    engine = await zoo.cooked(executor, resolvers={"Subscription.ticks": ticks})
    with capture_logs() as logs:
        (response,) = await responses(engine, "subscription { ticks }")
    assert response["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "hunter2" not in repr(response)
    assert [line["request_id"] for line in logs] == ["request-1"]


async def test_source_knows_its_selection_and_arguments_and_where_it_is(executor: ExecutorFactory) -> None:
    async def seen(
        root: Any, arguments: Mapping[str, Any], context: Any, info: Info
    ) -> AsyncGenerator[Any, None]:
        fields = [field.name for field in selected(context, info)]
        yield {"kind": "Cat", "name": repr((root, arguments, info.parent_type, info.field_name, fields))}

    engine = await zoo.cooked(executor, resolvers={"Subscription.seen": seen})
    assert await responses(engine, "subscription { seen { name } }") == [
        {"data": {"seen": {"name": "(None, {'ids': ['cat', 'dog']}, 'Subscription', 'seen', ['name'])"}}}
    ]


async def test_each_event_has_a_context_of_its_own(executor: ExecutorFactory) -> None:
    async def name_of(_parent: Any, _arguments: Any, context: Any, _info: Info) -> str:
        return f"{context.request_id} {context.operation.kind.value}"

    engine = await zoo.cooked(executor, resolvers={"Cat.name": name_of})
    told = await responses(engine, 'subscription { seen(ids: ["cat", "cat"]) { name } }')
    assert [response["data"]["seen"]["name"] for response in told] == [
        "event-1 subscription",
        "event-2 subscription",
    ]


async def test_event_that_takes_longer_than_its_deadline_is_lost(executor: ExecutorFactory) -> None:
    async def stall(*_arguments: Any) -> str:
        await asyncio.Event().wait()
        raise AssertionError

    engine = await zoo.cooked(executor, resolvers={"Cat.name": stall})
    query = 'subscription { seen(ids: ["cat", "cat"]) { name } }'
    told = reply(engine, query, context_of_event=contexts(seconds=-60))
    lost = {
        "data": None,
        "errors": [
            {
                "message": "The operation took too long. Ask for less, or try again later.",
                "extensions": {"code": "OPERATION_TIMEOUT"},
            }
        ],
    }
    assert [response async for response in told.responses] == [lost, lost]


async def test_query_that_takes_longer_than_its_deadline_is_refused(executor: ExecutorFactory) -> None:
    async def stall(*_arguments: Any) -> str:
        await asyncio.Event().wait()
        raise AssertionError

    engine = await zoo.cooked(executor, resolvers={"Query.down": stall})
    told = engine.reply("{ down }", None, None, zoo.context(streams=True, seconds=-60), contexts())
    (response,) = [response async for response in told.responses]
    assert response.keys() == {"errors"}
    assert response["errors"][0]["extensions"] == {"code": "OPERATION_TIMEOUT"}


async def test_subscription_outlives_the_deadline_of_its_request(engine: GraphQLEngine) -> None:
    context = zoo.context(streams=True, seconds=-60)
    told = engine.reply("subscription { ticks(to: 1) }", None, None, context, contexts())
    assert [response async for response in told.responses] == [{"data": {"ticks": 1}}]


async def test_context_that_cannot_be_made_ends_the_subscription(engine: GraphQLEngine) -> None:
    revoked = contexts(refusal=Unauthenticated("Sign in again."))
    told = reply(engine, "subscription { ticks }", context_of_event=revoked)
    assert [response async for response in told.responses] == [
        {"errors": [{"message": "Sign in again.", "extensions": {"code": "UNAUTHENTICATED"}}]}
    ]


@pytest.mark.parametrize("how", ["closed", "cancelled", "exhausted", "failed"])
async def test_source_is_closed_however_it_ends(executor: ExecutorFactory, how: str) -> None:
    closed = []

    async def ticks(*_arguments: Any) -> AsyncGenerator[int, None]:
        try:
            yield 1
            if how == "failed":
                raise BadUserInput("No more.")
            if how != "exhausted":
                await asyncio.Event().wait()
        finally:
            closed.append(how)

    engine = await zoo.cooked(executor, resolvers={"Subscription.ticks": ticks})
    told = reply(engine, "subscription { ticks }").responses
    async with aclosing(told):
        assert await anext(told) == {"data": {"ticks": 1}}
        assert alive(ticks) == 1
        if how == "cancelled":
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0):
                    await anext(told)
        elif how != "closed":
            assert [response async for response in told if "data" in response] == []
    assert closed == [how]
    assert alive(ticks) == 0
