"""Clients that others wrote listen to the gateway by WebSocket: npm's graphql-ws, and Python's gql."""

import asyncio
import json
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType
from gql import Client, gql
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportError, TransportQueryError

from tests.e2e.servers import Server
from tests.node import needs_node, output_of

TIME = gql("subscription { serverTime }")
NEVER = gql("subscription { serverTime(everySeconds: 0) }")
MEMBER = gql("query ($id: String!) { member(id: $id) { username } }")
MEMBER.variable_values = {"id": "ada"}


def listening(url: str, **options: Any) -> Any:
    transport = AIOHTTPWebsocketsTransport(url.replace("http", "ws", 1), **options)
    return Client(transport=transport, fetch_schema_from_transport=False)


def moment(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(event["serverTime"])


async def test_clients_are_told_that_the_process_stops(server: Server) -> None:
    async with ClientSession() as client:
        async with server() as url:
            socket = await client.ws_connect(url, protocols=["graphql-transport-ws"])
            await socket.send_json({"type": "connection_init"})
            payload = {"query": "subscription { serverTime }"}
            await socket.send_json({"type": "subscribe", "id": "1", "payload": payload})
            assert (await socket.receive_json())["type"] == "connection_ack"
            assert (await socket.receive_json())["type"] == "next"
        while (message := await socket.receive()).type is WSMsgType.TEXT:
            pass
        assert (message.type, message.data, message.extra) == (
            WSMsgType.CLOSE,
            1001,
            "The server is going away",
        )


@needs_node
async def test_graphql_ws_finds_nothing_to_work_around(server: Server) -> None:
    async with server(GATEWAY_WEBSOCKET_PING_INTERVAL_SECONDS="0.2") as url:
        told = json.loads(await output_of(Path(__file__).parent / "graphql_ws.mjs", url))

    assert told["query"] == [{"data": {"member": {"username": "ada"}}}]
    assert told["variables"] == [{"data": {"member": {"username": "ada"}}}]
    assert told["severalAtOnce"] == {"counts": [2, 1, 1], "connected": 1}
    assert [error["extensions"]["code"] for error in told["refused"]] == ["GRAPHQL_VALIDATION_FAILED"]
    assert [error["extensions"] for error in told["wrongArgument"]] == [
        {"code": "BAD_USER_INPUT", "argumentPath": ["everySeconds"]}
    ]
    assert told["reconnect"] == {"count": 3, "connected": 2}
    assert told["pingOfTheClient"] == 1
    assert told["pingOfTheServer"] == {"taken": [{"data": {"__typename": "Query"}}], "connected": 1}


async def test_gql_asks_and_listens_on_one_socket_and_comes_back_when_it_is_lost(server: Server) -> None:
    async with server() as url:
        async with listening(url, ping_interval=0.2, pong_timeout=10) as session:
            async with aclosing(session.subscribe(TIME)) as one, aclosing(session.subscribe(TIME)) as other:
                first, _, third = moment(await anext(one)), await anext(other), moment(await anext(one))
                assert await session.execute(MEMBER) == {"member": {"username": "ada"}}
            assert first < third

            with pytest.raises(TransportQueryError) as refused:
                await anext(session.subscribe(NEVER))
            assert refused.value.errors
            assert refused.value.errors[0]["extensions"]["argumentPath"] == ["everySeconds"]

        client = listening(url)
        session = await client.connect_async(reconnecting=True)
        async with aclosing(session.subscribe(TIME)) as times:
            before = moment(await anext(times))
        await client.transport._fail(ConnectionError("lost"))
        await client.transport.wait_closed()
        assert before < await first_time(session)
        await client.close_async()


async def first_time(session: Any) -> datetime:
    """Return the first time that is told, however often it takes to be connected."""
    while True:
        try:
            async with aclosing(session.subscribe(TIME)) as times:
                return moment(await anext(times))
        except TransportError:
            await asyncio.sleep(0.05)
