"""The handshake: who may have a socket, and with which protocol."""

import pytest
from aiohttp import WSServerHandshakeError

from app.settings.websocket import WebSocketSettings
from tests.gateway.websocket.talking import ORIGIN, Served, Talk, context_of, serving

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "graphql-transport-ws",
}


async def refused(served: Served, headers: dict[str, str]) -> tuple[int, str]:
    """Return status and code of the answer to a handshake."""
    async with served.client.get(served.url, headers=headers) as response:
        (error,) = (await response.json())["errors"]
        return response.status, error["extensions"]["code"]


@pytest.mark.parametrize(
    "protocols",
    [("graphql-transport-ws",), ("graphql-ws", "graphql-transport-ws"), ("graphql-transport-ws", "x")],
)
async def test_protocol_is_chosen_among_those_offered(served: Served, protocols: tuple[str, ...]) -> None:
    talk = await served.connect(protocols)
    assert talk.socket.protocol == "graphql-transport-ws"
    await talk.initialized()


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("graphql-transport",)])
async def test_other_protocols_are_not_spoken(served: Served, protocols: tuple[str, ...]) -> None:
    talk = await served.connect(protocols)
    assert talk.socket.protocol is None
    assert await talk.closed() == (4406, "Subprotocol not acceptable")


async def test_compression_is_not_offered(served: Served) -> None:
    socket = await served.client.ws_connect(served.url, protocols=["graphql-transport-ws"], compress=15)
    assert socket.compress == 0
    await Talk(socket).initialized()


async def test_pages_of_the_own_host_and_of_configured_origins_may_connect(served: Served) -> None:
    for origin in (served.url.removesuffix("/graphql"), ORIGIN):
        await (await served.connect(headers={"Origin": origin})).initialized()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "https://app.example:8443", ""]
)
async def test_pages_of_other_origins_may_not(served: Served, origin: str) -> None:
    with pytest.raises(WSServerHandshakeError) as refusal:
        await served.connect(headers={"Origin": origin})
    assert refusal.value.status == 403
    assert await refused(served, {**HANDSHAKE, "Origin": origin}) == (403, "ORIGIN_NOT_ALLOWED")


@pytest.mark.parametrize(
    "change",
    [
        {"Sec-WebSocket-Version": "12"},
        {"Sec-WebSocket-Version": ""},
        {"Sec-WebSocket-Key": "short"},
        {"Sec-WebSocket-Key": "!"},
        {"Connection": "keep-alive"},
    ],
)
async def test_handshake_that_is_none_is_refused_in_words(served: Served, change: dict[str, str]) -> None:
    assert await refused(served, HANDSHAKE | change) == (400, "BAD_REQUEST")


async def test_upgrade_to_anything_else_is_left_to_http(served: Served) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "h2c"}
    async with served.client.get(served.url, params={"query": "{ needed }"}, headers=headers) as response:
        assert await response.json() == {"data": {"needed": 3}}


async def test_other_paths_are_left_alone(served: Served) -> None:
    async with served.client.get(served.url.replace("graphql", "elsewhere"), headers=HANDSHAKE) as response:
        assert response.status == 404


async def test_post_does_not_become_a_socket(served: Served) -> None:
    async with served.client.post(served.url, json={"query": "{ needed }"}, headers=HANDSHAKE) as response:
        assert await response.json() == {"data": {"needed": 3}}


async def test_more_sockets_than_there_may_be_are_refused_until_one_closes() -> None:
    async with serving(context_of, WebSocketSettings(max_sockets=2)) as served:
        first, _second = await served.talk(), await served.talk()
        assert await (await served.connect()).closed() == (1013, "Too many sockets are open")
        await first.socket.close()
        await served.talk()


async def test_answer_to_the_handshake_has_the_request_id(served: Served) -> None:
    headers = {**HANDSHAKE, "X-Request-ID": "r-1"}
    async with served.client.get(served.url, headers=headers) as response:
        assert (response.status, response.headers["X-Request-ID"]) == (101, "r-1")
