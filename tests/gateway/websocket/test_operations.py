import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.documents.manifest import Manifest
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.documents.store import Documents
from app.gateway.errors import RateLimited
from app.gateway.execution.resolver import Info
from app.gateway.execution.scalars import Scalar
from app.settings.websocket import WebSocketSettings
from tests.gateway.websocket.talking import Served, context_of, serving


async def test_subscription_has_a_message_for_each_event_and_one_that_there_are_no_more(
    served: Served,
) -> None:
    talk = await served.talk()
    query = "subscription A { ticks(to: 1) } subscription B($to: Int!) { ticks(to: $to) }"
    assert await talk.answer("a-1", query, operationName="B", variables={"to": 2}, extensions={}) == [
        {"id": "a-1", "type": "next", "payload": {"data": {"ticks": 1}}},
        {"id": "a-1", "type": "next", "payload": {"data": {"ticks": 2}}},
        {"id": "a-1", "type": "complete"},
    ]


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ needed }", {"needed": 3}),
        ('mutation { rename(id: "dog", name: "Max") { id } }', {"rename": {"id": "dog"}}),
        (
            "{ __schema { subscriptionType { name } } }",
            {"__schema": {"subscriptionType": {"name": "Subscription"}}},
        ),
    ],
)
async def test_query_or_mutation_has_one_message_and_one_that_there_are_no_more(
    served: Served, query: str, data: dict[str, Any]
) -> None:
    talk = await served.talk()
    assert await talk.answer("1", query, operationName=None, variables=None, extensions=None) == [
        {"id": "1", "type": "next", "payload": {"data": data}},
        {"id": "1", "type": "complete"},
    ]


async def test_errors_of_fields_come_with_the_data(served: Served) -> None:
    talk = await served.talk()
    result, complete = await talk.answer("1", "{ denied needed }")
    assert result["payload"]["data"] == {"denied": None, "needed": 3}
    assert result["payload"]["errors"] == [
        {
            "message": "You may not.",
            "locations": [{"line": 1, "column": 3}],
            "path": ["denied"],
            "extensions": {"code": "FORBIDDEN"},
        }
    ]
    assert complete == {"id": "1", "type": "complete"}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "subscription { unicorns }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ needed }", "operationName": "B"}, "BAD_REQUEST"),
        ({"query": "query ($v: Int) { given(number: $v) }", "variables": {"v": "x"}}, "BAD_USER_INPUT"),
        ({"query": "{" + "needed " * 500 + "}"}, "QUERY_TOO_EXPENSIVE"),
        (
            {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}},
            "PERSISTED_QUERY_NOT_SUPPORTED",
        ),
    ],
)
async def test_operation_that_is_refused_has_one_message_and_the_connection_goes_on(
    served: Served, payload: dict[str, Any], code: str
) -> None:
    talk = await served.talk()
    await talk.send("subscribe", id="1", payload=payload)
    (refused,) = await talk.until_end("1")
    assert refused["type"] == "error"
    assert [error["extensions"]["code"] for error in refused["payload"]] == [code]
    assert (await talk.answer("1", "{ needed }"))[-1] == {"id": "1", "type": "complete"}


async def test_documents_are_asked_for_by_id_and_others_refused_where_only_trusted_ones_are_served() -> None:
    def trusted(documents: Documents) -> PersistedDocuments:
        manifest = Manifest({"Ticks": "subscription { ticks(to: 1) }"})
        return PersistedDocuments(documents, manifest=manifest, trust="enforce")

    async with serving(persisted=trusted) as served:
        talk = await served.talk()
        await talk.send("subscribe", id="1", payload={"documentId": "Ticks"})
        assert [message["type"] for message in await talk.until_end("1")] == ["next", "complete"]
        (refused,) = await talk.answer("2", "subscription { ticks }")
        assert refused["payload"][0]["extensions"] == {"code": "DOCUMENT_NOT_TRUSTED"}


async def test_source_that_fails_after_some_events_ends_by_the_error_alone() -> None:
    async def ticks(*_arguments: Any) -> AsyncGenerator[int, None]:
        yield 1
        raise RateLimited("Too many.", retry_after=2)

    async with serving(resolvers={"Subscription.ticks": ticks}) as served:
        talk = await served.talk()
        event, failed = await talk.answer("1", "subscription { ticks }")
        assert event["payload"] == {"data": {"ticks": 1}}
        assert failed["type"] == "error"
        assert failed["payload"][0]["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 2}
        assert (await talk.answer("1", "{ needed }"))[-1] == {"id": "1", "type": "complete"}


async def test_context_that_is_refused_is_an_error_of_the_operation() -> None:
    made = 0

    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        nonlocal made
        made += 1
        if made > 1:
            raise RateLimited("Too many.", retry_after=2.5)
        async with context_of(request) as created:
            yield created

    async with serving(context) as served:
        talk = await served.talk()
        assert await talk.answer("1", "{ needed }") == [
            {
                "id": "1",
                "type": "error",
                "payload": [
                    {"message": "Too many.", "extensions": {"code": "RATE_LIMITED", "retryAfter": 2.5}}
                ],
            }
        ]


async def test_answer_that_is_no_json_is_an_internal_error_of_the_operation() -> None:
    scalar = Scalar(serialize=lambda _value: object(), parse=str)
    async with serving(moment=scalar) as served:
        talk = await served.talk()
        with capture_logs() as logs:
            (failed,) = await talk.answer("1", '{ at(moment: "x") }')
        assert failed["payload"][0]["extensions"] == {"code": "INTERNAL"}
        assert [line["event"] for line in logs] == ["unexpected exception", "operation"]


async def test_several_operations_run_at_once_and_each_has_its_own_messages() -> None:
    gates = {name: asyncio.Event() for name in ("a", "b", "c")}

    async def given(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> str:
        await gates[arguments["text"]].wait()
        return f"of {arguments['text']}"

    async with serving(resolvers={"Query.given": given}) as served:
        talk = await served.talk()
        for name in gates:
            await talk.subscribe(
                name, "query ($text: String) { given(text: $text) }", variables={"text": name}
            )
        await talk.subscribe("ticks", "subscription { ticks(to: 1) }")
        assert [message["type"] for message in await talk.until_end("ticks")] == ["next", "complete"]
        for name in ("c", "a", "b"):
            gates[name].set()
            result, _ = await talk.until_end(name)
            assert result["payload"] == {"data": {"given": f"of {name}"}}


async def test_id_of_an_operation_that_runs_closes() -> None:
    async def forever(*_arguments: Any) -> AsyncGenerator[int, None]:
        yield 1
        await asyncio.Event().wait()

    async with serving(resolvers={"Subscription.ticks": forever}) as served:
        talk = await served.talk()
        await talk.subscribe("é" * 60, "subscription { ticks }")
        await talk.receive()
        await talk.subscribe("é" * 60, "{ needed }")
        code, reason = await talk.closed()
        assert code == 4409
        assert reason == f"Subscriber for {'é' * 54}"


async def test_id_is_free_again_after_either_side_has_completed() -> None:
    async def forever(*_arguments: Any) -> AsyncGenerator[int, None]:
        yield 1
        await asyncio.Event().wait()

    async with serving(resolvers={"Subscription.ticks": forever}) as served:
        talk = await served.talk()
        for _ in range(3):
            assert (await talk.answer("1", "{ needed }"))[-1]["type"] == "complete"
            await talk.subscribe("1", "subscription { ticks }")
            assert (await talk.receive())["type"] == "next"
            await talk.send("complete", id="1")


async def test_nothing_is_sent_of_an_operation_that_its_client_has_completed() -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def stall(*_arguments: Any) -> str:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        raise AssertionError

    async with serving(resolvers={"Query.down": stall}) as served:
        talk = await served.talk()
        await talk.subscribe("1", "{ down }")
        await started.wait()
        await talk.send("complete", id="1")
        await cancelled.wait()
        await talk.send("complete", id="1")
        await talk.send("ping")
        assert await talk.receive() == {"type": "pong"}


async def test_more_operations_than_may_run_at_once_are_refused_and_the_others_go_on() -> None:
    async def forever(*_arguments: Any) -> AsyncGenerator[int, None]:
        yield 1
        await asyncio.Event().wait()

    settings = WebSocketSettings(max_operations=2)
    async with serving(context_of, settings, resolvers={"Subscription.ticks": forever}) as served:
        talk = await served.talk()
        for number in range(2):
            await talk.subscribe(str(number), "subscription { ticks }")
            assert (await talk.receive())["type"] == "next"
        assert await talk.answer("2", "{ needed }") == [
            {
                "id": "2",
                "type": "error",
                "payload": [
                    {
                        "message": "2 operations run on this connection: complete one before the next.",
                        "extensions": {"code": "RATE_LIMITED"},
                    }
                ],
            }
        ]
        await talk.send("complete", id="0")
        assert (await talk.answer("2", "{ needed }"))[-1] == {"id": "2", "type": "complete"}


async def test_each_operation_has_a_request_id_of_its_own_that_the_log_has_as_well() -> None:
    async with serving() as served:
        talk = await served.connect(headers={"X-Request-ID": "r-1"})
        await talk.initialized()
        with capture_logs() as logs:
            (broken, _) = await talk.answer("1", "{ broken }")
            told = await talk.answer("2", "subscription { told }")
    assert broken["payload"]["errors"][0]["message"] == (
        "Internal error; quote request id r-1.1 when you report it."
    )
    assert told[0]["payload"] == {"data": {"told": "r-1.2, event 1"}}
    assert {line["request_id"] for line in logs if line["event"] == "unexpected exception"} == {
        "r-1.1",
        "r-1.2",
    }


async def test_log_has_a_line_for_each_operation_without_document_and_variables(served: Served) -> None:
    talk = await served.talk()
    with capture_logs() as logs:
        await talk.answer(
            "hunter2",
            "query ($hunter2: String) { given(text: $hunter2) denied }",
            variables={"hunter2": "hunter2"},
        )
        await talk.answer("2", "subscription { ticks(to: 2) }")
        await talk.answer("3", "{ hunter2 }")
    lines = [line for line in logs if line["event"] == "operation"]
    assert [(line["kind"], line["responses"], line["codes"]) for line in lines] == [
        ("query", 1, ["FORBIDDEN"]),
        ("subscription", 2, []),
        (None, 0, ["GRAPHQL_VALIDATION_FAILED"]),
    ]
    assert all(line["ms"] >= 0 for line in lines)
    assert "hunter2" not in repr(logs)


async def test_subscribing_is_refused_over_http_at_the_same_address(served: Served) -> None:
    async with served.client.post(served.url, json={"query": "subscription { ticks }"}) as response:
        assert (await response.json())["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}
