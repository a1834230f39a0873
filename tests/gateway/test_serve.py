import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientConnectionError, ClientConnectorError, ClientSession

from tests.processes import Process, running


@asynccontextmanager
async def gateway(**variables: str) -> AsyncIterator[tuple[Process, ClientSession]]:
    async with running("tests.gateway.slow_gateway", {"GATEWAY_PORT": "0", **variables}) as process:
        port = (await process.event("listening"))["port"]
        async with ClientSession(f"http://127.0.0.1:{port}") as client:
            yield process, client


async def get(client: ClientSession, path: str) -> tuple[int, str]:
    async with client.get(path) as response:
        return response.status, await response.text()


async def start(process: Process, client: ClientSession, path: str) -> "asyncio.Task[tuple[int, str]]":
    """Send a request, and return once it is being handled."""
    request = asyncio.create_task(get(client, path))
    await process.event("request started")
    return request


async def refused(client: ClientSession) -> None:
    """Return once connections are refused."""
    while True:
        try:
            await get(client, "/healthz")
        except ClientConnectorError:
            return
        except ClientConnectionError:
            continue


async def test_a_running_request_finishes_before_the_clients_close() -> None:
    async with gateway() as (process, client):
        request = await start(process, client, "/until-drained")

        process.send(signal.SIGTERM)

        assert await request == (200, "finished")
        assert await process.end() == 0
        assert process.events == [
            "serving metrics",
            "client opened",
            "listening",
            "request started",
            "draining",
            "request",
            "client closed",
            "stopped",
        ]
        assert await process.errors() == ""


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
async def test_an_idle_process_ends_well_even_if_a_client_stays_connected(which: signal.Signals) -> None:
    async with gateway() as (process, client):
        assert (await get(client, "/readyz"))[0] == 200

        process.send(which)

        assert await process.end() == 0
        assert await process.errors() == ""


async def test_the_port_closes_while_requests_are_still_running() -> None:
    async with gateway() as (process, client):
        request = await start(process, client, "/forever")
        process.send(signal.SIGTERM)
        await process.event("draining")

        await refused(client)

        assert not request.done()
        request.cancel()


async def test_a_request_that_takes_too_long_is_cut() -> None:
    async with gateway(GATEWAY_DRAIN_SECONDS="0.05") as (process, client):
        request = await start(process, client, "/forever")

        process.send(signal.SIGTERM)

        with pytest.raises(ClientConnectionError):
            await request
        assert await process.end() == 0
        assert process.events[-2:] == ["client closed", "stopped"]


async def test_a_request_whose_client_leaves_is_cancelled() -> None:
    async with gateway() as (process, client):
        request = await start(process, client, "/forever")

        request.cancel()

        assert (await process.event("request"))["status"] == 499
        assert (await get(client, "/readyz"))[0] == 200


async def test_a_second_signal_ends_the_process_at_once() -> None:
    async with gateway() as (process, client):
        request = await start(process, client, "/forever")
        process.send(signal.SIGTERM)
        await process.event("draining")

        process.send(signal.SIGTERM)

        assert await process.end() == -signal.SIGTERM
        assert process.events[-1] == "draining"
        with pytest.raises(ClientConnectionError):
            await request


async def test_readiness_falls_before_the_port_closes_and_liveness_stays() -> None:
    async with gateway(GATEWAY_DRAIN_DELAY_SECONDS="60") as (process, client):
        process.send(signal.SIGTERM)
        await process.event("draining")

        assert await get(client, "/readyz") == (503, '{"status": "draining"}')
        assert await get(client, "/healthz") == (200, '{"status": "alive"}')


async def test_a_taken_port_is_one_line_that_names_the_variable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running("tests.gateway.slow_gateway", {"GATEWAY_PORT": str(port)}) as process:
            assert await process.end() == 2
            assert await process.errors() == (
                f"GATEWAY_PORT: 127.0.0.1:{port} is taken; set another port, or stop what listens there\n"
            )
            assert process.events == ["serving metrics", "client opened", "client closed"]


async def test_a_taken_port_of_metrics_is_one_line_before_anything_opens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        variables = {"GATEWAY_PORT": "0", "GATEWAY_METRICS_PORT": str(port)}
        async with running("tests.gateway.slow_gateway", variables) as process:
            assert await process.end() == 2
            assert await process.errors() == (
                f"GATEWAY_METRICS_PORT: 127.0.0.1:{port} is taken; "
                "set another port, or stop what listens there\n"
            )
            assert process.events == []


async def test_an_address_of_another_machine_is_one_line_that_names_the_variable() -> None:
    variables = {"GATEWAY_HOST": "192.0.2.1", "GATEWAY_PORT": "8080"}
    async with running("tests.gateway.slow_gateway", variables) as process:
        assert await process.end() == 2
        assert await process.errors() == (
            "GATEWAY_HOST: cannot listen on 192.0.2.1:8080; set an address of this machine\n"
        )


async def test_unusable_settings_are_one_line_each() -> None:
    async with running("app.main", {"GATEWAY_PORT": "x", "LOG_LEVEL": "x"}) as process:
        assert await process.end() == 2
        assert await process.errors() == (
            "LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR\nGATEWAY_PORT: must be a whole number\n"
        )
        assert process.written == []
