from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from app.gateway.context import RequestContext
from app.gateway.documents.persisted import PersistedDocuments
from app.gateway.engine import GraphQLEngine
from app.gateway.errors import RateLimited, Unauthenticated
from app.gateway.execution.resolver import Info
from app.gateway.execution.scalars import Scalar
from app.gateway.http.endpoint import mount
from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON
from app.gateway.http.server import SERVER
from tests.gateway import zoo
from tests.gateway.served import ALLOWED, BODY, UTF_8, Client, application, code_of, context_of, told


async def test_query_is_answered(client: Client) -> None:
    query = 'query A { needed } query B($n: Int!) { needed(number: $n) given(text: "é") }'
    response = await client.post(
        "/graphql", json={"query": query, "operationName": "B", "variables": {"n": 5}, "extensions": {}}
    )
    assert await told(response) == (200, JSON + UTF_8, {"data": {"needed": 5, "given": "[('text', 'é')]"}})


async def test_query_is_answered_by_get(client: Client) -> None:
    params = {
        "query": "query A { needed } query B($n: Int!, $t: String) { needed(number: $n) given(text: $t) }",
        "operationName": "B",
        "variables": '{"n": 5, "t": "é&="}',
    }
    response = await client.get("/graphql", params=params)
    assert await told(response) == (200, JSON + UTF_8, {"data": {"needed": 5, "given": "[('text', 'é&=')]"}})


async def test_accepted_media_type_is_answered(client: Client) -> None:
    response = await client.post(
        "/graphql", json={"query": "{ needed }"}, headers={"Accept": GRAPHQL_RESPONSE}
    )
    assert await told(response) == (200, GRAPHQL_RESPONSE + UTF_8, {"data": {"needed": 3}})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ unicorn }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ needed }", "operationName": "B"}, "BAD_REQUEST"),
        ({"query": "query ($v: Int) { given(number: $v) }", "variables": {"v": "x"}}, "BAD_USER_INPUT"),
        ({"query": "subscription { ticks }"}, "BAD_REQUEST"),
        ({"query": "{" + "needed " * 500 + "}"}, "QUERY_TOO_EXPENSIVE"),
    ],
)
@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL_RESPONSE, 400)])
async def test_request_error_has_no_data_and_the_status_of_its_media_type(
    client: Client, body: dict[str, Any], code: str, accept: str, status: int
) -> None:
    response = await client.post("/graphql", json=body, headers={"Accept": accept})
    assert response.status == status
    assert response.headers["Content-Type"] == accept + UTF_8
    assert await code_of(response) == code


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
async def test_field_error_is_a_success_of_http(client: Client, accept: str) -> None:
    response = await client.post("/graphql", json={"query": "{ denied }"}, headers={"Accept": accept})
    assert response.status == 200
    assert (await response.json(content_type=None))["data"] == {"denied": None}


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
@pytest.mark.parametrize("query", ["mutation { count }", "query A { needed } mutation B { count }"])
async def test_mutation_by_get_is_refused(client: Client, accept: str, query: str) -> None:
    params = {"query": query, "operationName": "B" if "B" in query else ""}
    response = await client.get("/graphql", params=params, headers={"Accept": accept})
    assert response.status == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert await code_of(response) == "METHOD_NOT_ALLOWED"


async def test_query_beside_a_mutation_is_answered_by_get(client: Client) -> None:
    params = {"query": "query A { needed } mutation B { count }", "operationName": "A"}
    response = await client.get("/graphql", params=params)
    assert (await told(response))[2] == {"data": {"needed": 3}}


async def test_subscription_by_get_is_refused(client: Client) -> None:
    response = await client.get("/graphql", params={"query": "subscription { ticks }"})
    assert await code_of(response) == "BAD_REQUEST"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
async def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = await client.request(method, "/graphql", params={"query": "{ needed }"})
    assert response.status == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("query", "status"), [("{ needed }", 200), ("{", 400), ("mutation { count }", 405), ("", 400)]
)
async def test_head_is_get_without_the_body(client: Client, query: str, status: int) -> None:
    headers = {"Accept": GRAPHQL_RESPONSE}
    got = await client.get("/graphql", params={"query": query}, headers=headers)
    head = await client.head("/graphql", params={"query": query}, headers=headers)
    assert (head.status, await head.read()) == (status, b"")
    assert {**head.headers, "Date": ""} == {**got.headers, "Date": ""}


async def test_options_tell_the_methods(client: Client) -> None:
    response = await client.options("/graphql")
    assert (response.status, await response.read()) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "OPTIONS"])
async def test_every_answer_tells_what_decides_about_it(client: Client, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert response.headers.getall("Vary") == ["Origin, Accept, Accept-Encoding, Authorization, GraphQL-Cost"]


async def test_get_without_query_is_refused(client: Client) -> None:
    response = await client.get("/graphql")
    assert response.status == 400
    assert await code_of(response) == "BAD_REQUEST"


async def test_query_in_the_url_of_a_post_is_not_looked_at(client: Client) -> None:
    response = await client.post("/graphql", params={"query": "{ needed }"}, json={})
    assert response.status == 400


async def test_media_type_that_cannot_be_written_is_refused(client: Client) -> None:
    response = await client.post("/graphql", json={"query": "{ needed }"}, headers={"Accept": "text/html"})
    assert response.status == 406
    assert await code_of(response) == "NOT_ACCEPTABLE"


async def test_other_paths_are_left_alone(client: Client) -> None:
    response = await client.post("/elsewhere", data=b"x" * 20_000, headers={"Accept": "text/html"})
    assert await response.text() == "elsewhere"


async def test_answer_that_is_no_json_is_an_internal_error() -> None:
    scalar = Scalar(serialize=lambda _value: object(), parse=str)
    app = web.Application(handler_args=SERVER)
    engine = GraphQLEngine(
        zoo.schema(), resolvers=zoo.RESOLVERS, type_resolvers=zoo.TYPE_RESOLVERS, scalars={"DateTime": scalar}
    )
    documents = PersistedDocuments(engine.documents)
    mount(app, engine, context_of, documents=documents, allowed=ALLOWED, body=BODY)
    async with TestClient(TestServer(app)) as client:
        with capture_logs() as logs:
            response = await client.post("/graphql", json={"query": '{ at(moment: "x") }'})
        assert response.status == 500
        assert await code_of(response) == "INTERNAL"
    assert len(logs) == 1


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
async def test_client_that_asks_too_often_is_told_when_to_come_again(accept: str) -> None:
    @asynccontextmanager
    async def busy(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        if request.method == "POST":
            raise RateLimited("Wait.", retry_after=1.2)
        yield zoo.context()

    async with TestClient(TestServer(application(busy))) as client:
        response = await client.post("/graphql", json={"query": "{ needed }"}, headers={"Accept": accept})
        assert response.status == 429
        assert response.headers["Retry-After"] == "2"
        assert await code_of(response) == "RATE_LIMITED"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
async def test_operation_that_takes_too_long_is_a_gateway_timeout(accept: str) -> None:
    @asynccontextmanager
    async def late(_request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        yield zoo.context(seconds=-60)

    async with TestClient(TestServer(application(late))) as client:
        response = await client.post(
            "/graphql", json={"query": "{ animal { id } }"}, headers={"Accept": accept}
        )
        assert response.status == 504
        assert await code_of(response) == "OPERATION_TIMEOUT"


async def test_context_may_refuse_the_request() -> None:
    @asynccontextmanager
    async def nobody(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        if "Authorization" not in request.headers:
            raise Unauthenticated("Say who you are.")
        yield zoo.context()

    async with TestClient(TestServer(application(nobody))) as client:
        response = await client.post("/graphql", json={"query": "{ needed }"})
        assert response.status == 401
        assert await code_of(response) == "UNAUTHENTICATED"


async def test_context_is_left_after_each_request() -> None:
    events = []

    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        events.append(f"enter {request.method} {request.path}")
        yield zoo.context()
        events.append("leave")

    async with TestClient(TestServer(application(context))) as client:
        await client.post("/graphql", json={"query": "{ broken }"})
        await client.get("/graphql", params={"query": "{ needed }"})
    assert events == ["enter POST /graphql", "leave", "enter GET /graphql", "leave"]


async def test_requests_see_their_own_context_only() -> None:
    @asynccontextmanager
    async def context(request: web.Request) -> AsyncIterator[RequestContext[Any]]:
        made = zoo.context()
        made.request_id = request.headers["X-Who"]
        yield made

    async def who(_parent: Any, _arguments: Any, context: Any, _info: Info) -> str:
        return str(context.request_id)

    async with TestClient(TestServer(application(context, **{"Query.down": who}))) as client:
        for name in ("alice", "mallory", "alice"):
            response = await client.post("/graphql", json={"query": "{ down }"}, headers={"X-Who": name})
            assert (await told(response))[2] == {"data": {"down": name}}
            assert "Set-Cookie" not in response.headers
