import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from app.gateway.errors import NotFound
from app.gateway.http.responses import refused
from tests.gateway import zoo
from tests.gateway.test_engine_subscriptions import reply


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@contextmanager
def rises(name: str, by: float = 1, **labels: str) -> Iterator[None]:
    before = value(name, **labels)
    yield
    assert value(name, **labels) == before + by


@pytest.mark.parametrize(
    ("query", "type_", "outcome"),
    [
        ("{ needed }", "query", "ok"),
        ("mutation { count }", "mutation", "failed"),
        ("{ needed denied }", "query", "partial"),
        ("{ sure(number: -1) }", "query", "failed"),
        ("{ unicorn }", "unknown", "refused"),
        ("{", "unknown", "refused"),
    ],
)
async def test_operations_are_counted_by_type_and_outcome(query: str, type_: str, outcome: str) -> None:
    engine = await zoo.cooked()
    with rises("gateway_operations_total", type=type_, outcome=outcome), capture_logs():
        await zoo.respond(engine, query)


async def test_only_operations_that_run_have_a_duration() -> None:
    engine = await zoo.cooked()
    with rises("gateway_operation_duration_seconds_count", type="query"):
        await zoo.respond(engine, "{ needed }")
    with rises("gateway_operation_duration_seconds_count", 0, type="query"):
        await zoo.respond(engine, "{ unicorn }")


async def test_operation_that_is_cancelled_was_in_flight() -> None:
    started = asyncio.Event()

    async def hang(*_arguments: Any) -> None:
        started.set()
        await asyncio.Event().wait()

    engine = await zoo.cooked(resolvers={"Query.down": hang})
    before = value("gateway_operations_in_flight", type="query")
    task = asyncio.create_task(zoo.respond(engine, "{ down }"))
    await started.wait()
    assert value("gateway_operations_in_flight", type="query") == before + 1
    with rises("gateway_operations_total", type="query", outcome="cancelled"):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert value("gateway_operations_in_flight", type="query") == before


async def test_subscription_is_one_operation_however_many_events_it_has() -> None:
    engine = await zoo.cooked()
    before = value("gateway_operations_in_flight", type="subscription")
    with rises("gateway_operations_total", type="subscription", outcome="ok"):
        responses = reply(engine, "subscription { ticks(to: 9) }").responses
        assert [await anext(responses) for _ in range(2)] == [{"data": {"ticks": 1}}, {"data": {"ticks": 2}}]
        assert value("gateway_operations_in_flight", type="subscription") == before + 1
        await responses.aclose()
    assert value("gateway_operations_in_flight", type="subscription") == before


async def test_subscription_whose_source_fails_has_failed() -> None:
    async def fails(*_arguments: Any) -> AsyncGenerator[int, None]:
        yield 1
        raise NotFound("No more.")

    engine = await zoo.cooked(resolvers=zoo.RESOLVERS | {"Subscription.ticks": fails})
    with rises("gateway_operations_total", type="subscription", outcome="failed"):
        responses = reply(engine, "subscription { ticks }").responses
        assert ["data" in response async for response in responses] == [True, False]


@pytest.mark.parametrize(
    ("code", "query"),
    [("GRAPHQL_PARSE_FAILED", "{"), ("FORBIDDEN", "{ needed denied }"), ("INTERNAL", "{ broken }")],
)
async def test_errors_are_counted_by_code(code: str, query: str) -> None:
    engine = await zoo.cooked()
    with rises("gateway_errors_total", code=code), capture_logs():
        await zoo.respond(engine, query)


def test_errors_of_http_are_counted_by_code() -> None:
    with rises("gateway_errors_total", code="NOT_FOUND"):
        refused(NotFound("No."))


async def test_what_is_too_expensive_is_counted_by_limit() -> None:
    engine = await zoo.cooked()
    with rises("gateway_limit_refusals_total", limit="depth"):
        await zoo.respond(engine, "{ a " * 41 + "{ b }" + " }" * 41)


async def test_documents_are_counted_by_verdict() -> None:
    engine = await zoo.cooked()
    for query, verdict in (("{ needed }", "accepted"), ("{ unicorn }", "refused")):
        for remembered in ("false", "true"):
            with rises("gateway_documents_total", verdict=verdict, remembered=remembered):
                await zoo.respond(engine, query)
