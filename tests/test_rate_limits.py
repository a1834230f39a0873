"""Rate limits as clients meet them: the same for HTTP and for each operation on a socket."""

from typing import Any

import pytest
from aiohttp import ClientResponse, WSServerHandshakeError

from app.sandbox.seed import plain_world
from app.settings.proxies import ProxySettings
from app.settings.rate_limits import RateLimitSettings
from tests.resolvers.house import House, house

PROTOCOL = "graphql-transport-ws"
QUERY = "{ __typename }"


def at_most(per_address: int) -> dict[str, Any]:
    return {
        "rate_limits": RateLimitSettings(per_address=per_address),
        "proxies": ProxySettings.model_validate({"trusted_proxies": "127.0.0.1"}),
    }


async def post(ask: House, address: str = "192.0.2.1", **headers: str) -> ClientResponse:
    return await ask.client.post(
        "/graphql", json={"query": QUERY}, headers={"X-Forwarded-For": address, **headers}
    )


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_who_asks_too_often_is_told_when_to_come_again(accept: str) -> None:
    async with house(plain_world(boards=1), **at_most(2)) as ask:
        assert [(await post(ask)).status for _ in range(2)] == [200, 200]

        refused = await post(ask, Accept=accept)

        assert refused.status == 429
        assert refused.content_type == accept
        body = await refused.json(content_type=None)
        (error,) = body["errors"]
        assert "data" not in body
        assert error["extensions"]["code"] == "RATE_LIMITED"
        assert refused.headers["Retry-After"] == str(error["extensions"]["retryAfter"])
        assert 1 <= error["extensions"]["retryAfter"] <= 60


async def test_others_may_go_on() -> None:
    async with house(plain_world(boards=1), **at_most(1)) as ask:
        assert [(await post(ask)).status for _ in range(2)] == [200, 429]

        assert (await post(ask, "192.0.2.2")).status == 200


async def test_requests_are_refused_before_they_are_read() -> None:
    async with house(plain_world(boards=1), **at_most(1)) as ask:
        headers = {"X-Forwarded-For": "192.0.2.1", "Content-Type": "application/json"}
        statuses = [(await ask.client.post("/graphql", data=b"{", headers=headers)).status for _ in range(2)]

        assert statuses == [400, 429]


async def test_asking_whether_one_may_ask_and_whether_all_is_well_counts_nothing() -> None:
    async with house(plain_world(boards=1), **at_most(1)) as ask:
        for _ in range(3):
            assert (await ask.client.options("/graphql")).status == 204
            assert (await ask.client.get("/readyz")).status == 200

        assert (await post(ask, "127.0.0.1")).status == 200


async def test_each_operation_on_a_socket_counts_like_a_request() -> None:
    async with house(plain_world(boards=1), **at_most(3)) as ask:
        headers = {"X-Forwarded-For": "192.0.2.1"}
        async with ask.client.ws_connect("/graphql", protocols=[PROTOCOL], headers=headers) as socket:
            await socket.send_json({"type": "connection_init"})
            assert (await socket.receive_json())["type"] == "connection_ack"
            types = []
            for number in range(3):
                await socket.send_json({"type": "subscribe", "id": str(number), "payload": {"query": QUERY}})
                while (message := await socket.receive_json())["type"] == "next":
                    pass
                types.append(message["type"])

            assert types == ["complete", "complete", "error"]
            (error,) = message["payload"]
            assert error["extensions"]["code"] == "RATE_LIMITED"
            assert error["extensions"]["retryAfter"] >= 1


async def test_the_events_of_a_subscription_count_nothing() -> None:
    async with (
        house(plain_world(boards=1), **at_most(2)) as ask,
        ask.client.ws_connect("/graphql", protocols=[PROTOCOL]) as socket,
    ):
        await socket.send_json({"type": "connection_init"})
        assert (await socket.receive_json())["type"] == "connection_ack"
        query = "subscription { serverTime(everySeconds: 1) }"
        await socket.send_json({"type": "subscribe", "id": "1", "payload": {"query": query}})

        assert [(await socket.receive_json())["type"] for _ in range(3)] == ["next"] * 3


async def test_a_handshake_counts_as_well() -> None:
    async with house(plain_world(boards=1), **at_most(1)) as ask:
        await ask.client.ws_connect("/graphql", protocols=[PROTOCOL])

        with pytest.raises(WSServerHandshakeError) as refused:
            await ask.client.ws_connect("/graphql", protocols=[PROTOCOL])

        assert refused.value.status == 429
        assert refused.value.headers
        assert int(refused.value.headers["Retry-After"]) >= 1
