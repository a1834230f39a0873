import gzip
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from app.gateway.execution.resolver import Info
from app.gateway.http.compression import MAX_BYTES_AT_ONCE, MIN_BYTES
from tests.gateway.served import Client, application


def answer(length: int) -> bytes:
    return b'{"data":{"given":"' + b"x" * (length - 21) + b'"}}'


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client that shows what is sent as it is, of a gateway that answers as much as it is asked for."""

    def given(_parent: Any, arguments: Mapping[str, int], _context: Any, _info: Info) -> str:
        return "x" * (arguments["number"] - 21)

    resolvers: dict[str, Any] = {"Query.given": given}
    server = TestServer(application(**resolvers))
    async with TestClient(server, auto_decompress=False, skip_auto_headers=["Accept-Encoding"]) as client:
        yield client


async def ask(client: Client, length: int, encoding: str | None) -> tuple[Mapping[str, str], bytes]:
    headers = {} if encoding is None else {"Accept-Encoding": encoding}
    response = await client.post(
        "/graphql", json={"query": f"{{ given(number: {length}) }}"}, headers=headers
    )
    return response.headers, await response.read()


@pytest.mark.parametrize("length", [MIN_BYTES, MAX_BYTES_AT_ONCE + 1])
@pytest.mark.parametrize("encoding", ["gzip", "deflate, GZIP;q=0.5, br", "*", "br, *;q=0.1"])
async def test_large_answer_is_compressed(client: Client, length: int, encoding: str) -> None:
    headers, sent = await ask(client, length, encoding)
    assert headers["Content-Encoding"] == "gzip"
    assert int(headers["Content-Length"]) == len(sent) < length / 10
    assert gzip.decompress(sent) == answer(length)


@pytest.mark.parametrize("encoding", [None, "", "identity", "br", "deflate", "gzip;q=0", "gzip;q=0, *"])
async def test_client_that_does_not_take_gzip_gets_the_answer_as_it_is(
    client: Client, encoding: str | None
) -> None:
    headers, sent = await ask(client, MIN_BYTES, encoding)
    assert "Content-Encoding" not in headers
    assert sent == answer(MIN_BYTES)


async def test_small_answer_is_sent_as_it_is(client: Client) -> None:
    headers, sent = await ask(client, MIN_BYTES - 1, "gzip")
    assert "Content-Encoding" not in headers
    assert sent == answer(MIN_BYTES - 1)
