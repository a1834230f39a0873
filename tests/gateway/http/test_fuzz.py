"""Whatever is sent, the answer is one that GraphQL over HTTP has; `make fuzz` sends more of it."""

import asyncio
import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from app.gateway.http.media_types import GRAPHQL_RESPONSE, JSON
from tests.gateway.served import UTF_8, application

EXAMPLES = int(os.environ.get("FUZZED_REQUESTS", "300"))

METHODS = ("POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
QUERIES = (
    "{ needed }",
    '{ given(text: "é") }',
    "{ denied }",
    "{ broken }",
    "{ animal { id name friends { name } } }",
    "{ __schema { types { name } } }",
    "query A { needed } query B($n: Int!) { needed(number: $n) } mutation C { count }",
    "mutation { count }",
    "subscription { ticks }",
    "{ unicorn }",
    "{",
)
HEADERS = {
    "Accept": (JSON, GRAPHQL_RESPONSE, "*/*", "text/html", f"{GRAPHQL_RESPONSE};q=0.1, {JSON};q=x", ","),
    "Accept-Encoding": ("gzip", "br", "*;q=0", "gzip;q="),
    "Content-Type": (f"{JSON};charset=utf-8", f"{JSON};charset=latin-1", "text/plain", "multipart/form-data"),
    "Content-Encoding": ("gzip", "identity", "br", "deflate"),
    "Origin": ("https://app.test", "https://evil.test", "null"),
    "Sec-Fetch-Site": ("same-origin", "none", "same-site", "cross-site"),
    "User-Agent": ("curl/8.5.0", "Mozilla/5.0"),
    "Host": ("127.0.0.1", "evil.test", "[::1"),
    "Access-Control-Request-Method": ("POST",),
    "Authorization": ("Bearer t",),
    "X-Request-ID": ("r1",),
}  # fmt: skip

texts = st.text(st.characters(codec="utf-8"), max_size=20)
printable = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30).map(str.strip)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def mostly(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda number: usual if number else other)


parameters = st.fixed_dictionaries(
    {"query": mostly(st.sampled_from(QUERIES), values)},
    optional={
        "operationName": mostly(st.sampled_from(["A", "B", "C", "D", "", None]), values),
        "variables": mostly(st.fixed_dictionaries({"n": values}), values),
        "extensions": mostly(st.just({}), values),
        "documentId": values,
    },
)
contents = mostly(parameters, values).map(lambda content: json.dumps(content).encode())
bodies = mostly(
    contents, st.binary(max_size=200) | contents.map(gzip.compress) | contents.map(lambda b: b[:-1])
)
urls = st.fixed_dictionaries(
    {"query": mostly(st.sampled_from(QUERIES), texts)},
    optional={
        "operationName": st.sampled_from(["A", "B", "C", "D", ""]),
        "variables": mostly(st.sampled_from(['{"n": 1}', '{"n": null}', "{}"]), texts),
        "extensions": mostly(st.just("{}"), texts),
        "documentId": texts,
    },
)


@st.composite
def headers(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from(tuple(HEADERS)), max_size=3, unique=True))
    accepted = draw(st.sampled_from([JSON, GRAPHQL_RESPONSE, "*/*"]))
    return {"Content-Type": JSON, "Accept": accepted} | {
        name: draw(mostly(st.sampled_from(HEADERS[name]), printable)) for name in names
    }


requests = st.tuples(mostly(st.sampled_from(METHODS[:3]), st.sampled_from(METHODS)), urls, headers(), bodies)

Request: TypeAlias = tuple[str, Mapping[str, str], Mapping[str, str], bytes]
Answer: TypeAlias = tuple[ClientResponse, bytes]


@pytest.fixture(scope="module")
def ask() -> Iterator[Callable[[Request], Answer]]:
    """Sends a request to a gateway that lasts as long as the tests."""

    async def started() -> TestClient[Any, Any]:
        client: TestClient[Any, Any] = TestClient(TestServer(application()))
        await client.start_server()
        return client

    async def answer(client: TestClient[Any, Any], request: Request) -> Answer:
        method, params, headers, body = request
        response = await client.request(method, "/graphql", params=params, headers=headers, data=body)
        return response, await response.read()

    with asyncio.Runner() as runner:
        client = runner.run(started())
        yield lambda request: runner.run(answer(client, request))
        runner.run(client.close())


def check(method: str, response: ClientResponse, body: bytes) -> None:
    """Fail if a response is not as the specification and this gateway have it.

    See https://graphql.github.io/graphql-over-http/draft/#sec-Response.
    """
    assert response.status in {200, 204, 400, 403, 405, 406, 413, 415, 421}
    if response.status == 204 or method == "HEAD":
        assert body == b""
        return
    media_type = response.headers["Content-Type"].removesuffix(UTF_8)
    answer = orjson.loads(body)
    assert media_type in {JSON, GRAPHQL_RESPONSE}
    assert answer.keys() <= {"data", "errors", "extensions"}
    assert ("data" in answer) == (response.status == 200) or media_type == JSON
    assert "data" not in answer or response.status == 200
    assert "data" in answer or answer["errors"]
    for error in answer.get("errors", [{"message": "-", "extensions": {"code": "-"}}]):
        assert error.keys() <= {"message", "locations", "path", "extensions"}
        assert error["message"]
        assert error["extensions"]["code"]
        assert error.get("locations", "-")
        assert error.get("path", "-")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert ("Allow" in response.headers) == (response.status == 405)


@settings(max_examples=EXAMPLES, deadline=None)
@given(requests)
def test_every_answer_is_well_formed(ask: Callable[[Request], Answer], request: Request) -> None:
    response, body = ask(request)
    check(request[0], response, body)
