import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.errors import NotFound, Unauthenticated
from app.gateway.http.sharing import Sharing
from app.gateway.request_id import mount_request_ids
from tests.gateway import zoo
from tests.gateway.metrics.test_operations import rises
from tests.gateway.served import Client, application, context_of
from tests.waiting import until

GIVEN = "query A($text: String, $filter: Filter) { given(text: $text, filter: $filter) } query B { given }"
RESPONSE = {"data": {"given": "done"}}


class House:
    """Has a field that waits, and counts how often it is resolved, and requests that are about to join."""

    def __init__(self) -> None:
        self.goes_on = asyncio.Event()
        self.error: Exception | None = None
        self.result = "done"
        self.resolved = 0
        self.given_up = 0
        self.arrived = 0

    async def resolve(self, *_arguments: Any) -> str:
        self.resolved += 1
        try:
            await self.goes_on.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        if self.error:
            raise self.error
        return self.result

    def sharers(self, request: web.Request) -> Hashable:
        self.arrived += 1
        return request.headers.get("Authorization")


@pytest.fixture
async def house() -> House:
    return House()


@asynccontextmanager
async def serving(house: House, contexts: Any = context_of) -> AsyncIterator[Client]:
    resolvers: dict[str, Any] = dict.fromkeys(("Query.given", "Mutation.count"), house.resolve)
    app = application(contexts, PersistedDocuments, Sharing(house.sharers), **resolvers)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    async with serving(house) as client:
        yield client


async def ask(client: Client, headers: dict[str, str] | None = None, **parameters: Any) -> Any:
    body = {"query": GIVEN, "operationName": "A"} | parameters
    async with client.post("/graphql", json=body, headers=headers) as response:
        return await response.json(content_type=None)


async def together(client: Client, house: House, *requests: dict[str, Any]) -> list[Any]:
    """Return the answers to requests that are all under way before the first is answered."""
    tasks = [asyncio.create_task(ask(client, **request)) for request in requests]
    await until(lambda: house.arrived == len(requests))
    house.goes_on.set()
    return await asyncio.gather(*tasks)


async def test_equal_queries_under_way_are_one_execution(client: Client, house: House) -> None:
    with (
        rises("gateway_operations_shared_total", 9),
        rises("gateway_operations_total", 10, type="query", outcome="ok"),
        rises("gateway_operation_duration_seconds_count", 10, type="query"),
    ):
        answers = await together(client, house, *[{}] * 10)
    assert answers == [RESPONSE] * 10
    assert house.resolved == 1


async def test_a_query_that_comes_later_is_an_execution_of_its_own(client: Client, house: House) -> None:
    house.goes_on.set()
    assert [await ask(client), await ask(client)] == [RESPONSE] * 2
    assert house.resolved == 2


@pytest.mark.parametrize(
    "other",
    [
        {"query": GIVEN + " "},
        {"operationName": "B"},
        {"variables": {"text": "x"}},
        {"headers": {"Authorization": "Bearer other"}},
        {"headers": {"GraphQL-Cost": "report"}},
    ],
)
async def test_whatever_differs_is_an_execution_of_its_own(
    client: Client, house: House, other: dict[str, Any]
) -> None:
    await together(client, house, {}, other)
    assert house.resolved == 2


async def test_the_order_of_what_is_in_variables_makes_no_difference(client: Client, house: House) -> None:
    one = {"text": "x", "filter": {"name": "a", "lives": 1}}
    other = {"filter": {"lives": 1, "name": "a"}, "text": "x"}
    await together(client, house, {"variables": one}, {"variables": other})
    assert house.resolved == 1


async def test_each_gets_the_media_type_that_it_accepts(client: Client, house: House) -> None:
    async def media_type(accept: str) -> str:
        body = {"query": GIVEN, "operationName": "A"}
        async with client.post("/graphql", json=body, headers={"Accept": accept}) as response:
            return response.content_type

    accepted = ["application/json", "application/graphql-response+json"]
    tasks = [asyncio.create_task(media_type(each)) for each in accepted]
    await until(lambda: house.arrived == 2)
    house.goes_on.set()
    assert await asyncio.gather(*tasks) == accepted
    assert house.resolved == 1


async def test_a_large_answer_is_compressed_for_whoever_takes_gzip_whoever_has_begun(
    client: Client, house: House
) -> None:
    house.result = "x" * 2_000

    async def encoding(accepted: str) -> tuple[str | None, Any]:
        body = {"query": GIVEN, "operationName": "A"}
        async with client.post("/graphql", json=body, headers={"Accept-Encoding": accepted}) as response:
            return response.headers.get("Content-Encoding"), (await response.json())["data"]["given"]

    tasks = [asyncio.create_task(encoding(each)) for each in ("identity", "gzip", "gzip", "identity")]
    await until(lambda: house.arrived == 4)
    house.goes_on.set()
    assert await asyncio.gather(*tasks) == [
        (None, house.result),
        ("gzip", house.result),
        ("gzip", house.result),
        (None, house.result),
    ]
    assert house.resolved == 1


async def test_mutations_are_executed_each_by_itself(client: Client, house: House) -> None:
    house.goes_on.set()
    await asyncio.gather(*(ask(client, query="mutation A { count }") for _ in range(3)))
    assert (house.resolved, house.arrived) == (3, 0)


async def test_an_error_that_names_nobody_is_told_to_all(client: Client, house: House) -> None:
    house.error = NotFound("Not here.")
    with rises("gateway_errors_total", 3, code="NOT_FOUND"):
        answers = await together(client, house, {}, {}, {})
    assert [answer["errors"][0]["message"] for answer in answers] == ["Not here."] * 3
    assert house.resolved == 1


async def test_an_internal_error_is_told_to_each_with_an_id_of_its_own(client: Client, house: House) -> None:
    house.error = RuntimeError("broken")
    with capture_logs() as logs, rises("gateway_operations_shared_total", 0):
        await together(client, house, {}, {}, {})
    assert house.resolved == 3
    assert [line["event"] for line in logs] == ["unexpected exception"] * 3


async def test_what_is_refused_before_it_runs_is_refused_to_all(client: Client, house: House) -> None:
    with rises("gateway_operations_total", 2, type="unknown", outcome="refused"):
        answers = await together(client, house, *[{"operationName": "C"}] * 2)
    assert [answer["errors"][0]["extensions"]["code"] for answer in answers] == ["BAD_REQUEST"] * 2


async def test_a_request_that_is_refused_as_such_is_refused_to_all(house: House) -> None:
    @asynccontextmanager
    async def nobody(_request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        await house.goes_on.wait()
        if house.goes_on.is_set():
            raise Unauthenticated("Say who you are.")
        yield zoo.context()

    async with serving(house, nobody) as client:
        answers = await together(client, house, {}, {})
    assert [answer["errors"][0]["message"] for answer in answers] == ["Say who you are."] * 2


async def test_others_are_answered_when_the_client_that_began_leaves(client: Client, house: House) -> None:
    first = asyncio.create_task(ask(client))
    await until(lambda: house.arrived == 1)
    second = asyncio.create_task(ask(client))
    await until(lambda: house.arrived == 2)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    third = asyncio.create_task(ask(client))
    await until(lambda: house.arrived == 3)
    house.goes_on.set()
    assert [await second, await third] == [RESPONSE] * 2
    assert (house.resolved, house.given_up) == (1, 0)


async def test_nothing_goes_on_when_all_clients_have_left(client: Client, house: House) -> None:
    tasks = [asyncio.create_task(ask(client)) for _ in range(3)]
    await until(lambda: house.arrived == 3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await until(lambda: house.given_up == 1)
    assert house.resolved == 1


async def test_whoever_joins_waits_no_longer_than_the_one_who_began(house: House) -> None:
    @asynccontextmanager
    async def late(_request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        # So that its grace ends a moment from now.
        yield zoo.context(seconds=-0.3)

    async with serving(house, late) as client:
        answers = await asyncio.gather(ask(client), ask(client))
    assert [answer["errors"][0]["extensions"]["code"] for answer in answers] == ["OPERATION_TIMEOUT"] * 2
    assert (house.arrived, house.resolved) == (2, 1)


async def test_the_log_tells_which_request_was_answered_by_another(house: House) -> None:
    resolvers: dict[str, Any] = {"Query.given": house.resolve}
    app = application(context_of, PersistedDocuments, Sharing(house.sharers), **resolvers)
    mount_request_ids(app)
    app.middlewares.insert(0, app.middlewares.pop())
    async with TestClient(TestServer(app)) as client:
        with capture_logs() as logs:
            tasks = [asyncio.create_task(ask(client, {"X-Request-ID": "r1"}))]
            await until(lambda: house.arrived == 1)
            tasks.append(asyncio.create_task(ask(client, {"X-Request-ID": "r2"})))
            await until(lambda: house.arrived == 2)
            house.goes_on.set()
            await asyncio.gather(*tasks)
    assert sorted(line.get("shared_with", "") for line in logs) == ["", "r1"]
