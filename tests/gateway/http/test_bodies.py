import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import orjson
import pytest
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from app.gateway.errors import BadRequest, PayloadTooLarge
from app.gateway.http.body import BodyLimits, _decompressed, json_body
from app.gateway.http.media_types import JSON
from tests.gateway import served
from tests.gateway.served import BODY, UTF_8, Client, Unending, code_of, told


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/graphql"],
)
async def test_other_content_types_are_refused(client: Client, content_type: str) -> None:
    response = await client.post(
        "/graphql", data=b'{"query": "{ needed }"}', headers={"Content-Type": content_type}
    )
    assert response.status == 415
    assert response.headers["Accept"] == "application/json"
    assert await code_of(response) == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "rot13"])
async def test_other_codings_are_refused(client: Client, coding: str) -> None:
    headers = {"Content-Type": JSON, "Content-Encoding": coding}
    response = await client.post("/graphql", data=b'{"query": "{ needed }"}', headers=headers)
    assert response.status == 415
    assert response.headers["Accept-Encoding"] == "gzip"
    assert await code_of(response) == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("body", [b"", b"7", b"null", b"[]", b'{"query": 3000000000}', b"{"])
async def test_body_that_is_no_request_is_refused(client: Client, body: bytes) -> None:
    response = await client.post("/graphql", data=body, headers={"Content-Type": JSON})
    assert response.status == 400
    assert await code_of(response) == "BAD_REQUEST"


async def test_body_of_the_largest_size_is_read(client: Client) -> None:
    body = orjson.dumps({"query": "{ needed }"}).ljust(BODY.bytes)
    response = await client.post("/graphql", data=body, headers={"Content-Type": JSON})
    assert await told(response) == (200, JSON + UTF_8, {"data": {"needed": 3}})


async def test_larger_body_is_refused(client: Client) -> None:
    body = b" " * (BODY.bytes + 1)
    response = await client.post("/graphql", data=body, headers={"Content-Type": JSON})
    assert response.status == 413
    assert await code_of(response) == "PAYLOAD_TOO_LARGE"


async def test_larger_body_of_unknown_length_is_refused(client: Client) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 1_000

    response = await client.post("/graphql", data=chunks(), headers={"Content-Type": JSON})
    assert response.status == 413
    assert await code_of(response) == "PAYLOAD_TOO_LARGE"


async def test_body_that_does_not_arrive_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "BODY", BodyLimits(BODY.bytes, seconds=0.05))
    async with TestClient(TestServer(served.application())) as client:
        response = await client.post("/graphql", data=Unending(), headers={"Content-Type": JSON})
        assert response.status == 408
        assert orjson.loads(await response.read())["errors"] == [
            {
                "message": "The body did not arrive within 0.05 seconds. Send the request again.",
                "extensions": {"code": "REQUEST_TIMEOUT"},
            }
        ]


async def test_body_that_breaks_off_is_refused() -> None:
    payload = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
    payload.feed_data(b'{"query": ')
    payload.set_exception(web.RequestPayloadError())
    request = make_mocked_request("POST", "/graphql", {"Content-Type": JSON}, payload=payload)
    with pytest.raises(BadRequest, match=r"\AThe body is not what its headers announce\.\Z"):
        await json_body(request, BODY)


async def test_compressed_body_is_read(client: Client) -> None:
    body = gzip.compress(b'{"query": "{ needed }"}')
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    response = await client.post("/graphql", data=body, headers=headers)
    assert await told(response) == (200, JSON + UTF_8, {"data": {"needed": 3}})


async def test_body_is_measured_after_decompression(client: Client) -> None:
    body = gzip.compress(b" " * 5_000_000)
    assert len(body) < BODY.bytes
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    response = await client.post("/graphql", data=body, headers=headers)
    assert response.status == 413
    assert await code_of(response) == "PAYLOAD_TOO_LARGE"


async def test_compressed_body_of_the_largest_size_is_read(client: Client) -> None:
    body = gzip.compress(orjson.dumps({"query": "{ needed }"}).ljust(BODY.bytes))
    headers = {"Content-Type": JSON, "Content-Encoding": "GZIP"}
    response = await client.post("/graphql", data=body, headers=headers)
    assert await told(response) == (200, JSON + UTF_8, {"data": {"needed": 3}})


async def test_no_more_is_decompressed_than_may_be_sent() -> None:
    """What a megabyte of gzip holds would take seconds to decompress, and be thrown away."""
    bomb = zlib.compressobj(9, wbits=31)
    body = b"".join(bomb.compress(b" " * 1_000_000) for _ in range(50)) + bomb.flush()
    tracemalloc.start()
    with pytest.raises(PayloadTooLarge):
        _decompressed(body, BODY.bytes)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000


COMPRESSED = gzip.compress(b'{"query": "{ needed }"}', mtime=0)


@pytest.mark.parametrize(
    "body", [b"not compressed", b"", COMPRESSED[:-1], COMPRESSED + b"{}", COMPRESSED[:-8] + bytes(8)]
)
async def test_body_that_cannot_be_decompressed_is_refused(client: Client, body: bytes) -> None:
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    response = await client.post("/graphql", data=body, headers=headers)
    assert response.status == 400
    assert await code_of(response) == "BAD_REQUEST"
