import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.gateway.test_serve import get, start
from tests.processes import Process, running

ARGUMENTS = ["--config", "python:app.gateway.gunicorn.config", "--workers", "2"]
SLOW = [*ARGUMENTS, "tests.gateway.slow_gateway:create_app"]
GATEWAY = [*ARGUMENTS, "app.main:create_app"]


@asynccontextmanager
async def gateway(**variables: str) -> AsyncIterator[tuple[Process, ClientSession]]:
    async with running("gunicorn", {"GATEWAY_PORT": "0", **variables}, SLOW) as process:
        found = re.search(r"http://127\.0\.0\.1:\d+", await process.line("Listening at"))
        assert found
        for _ in range(2):
            await process.event("client opened")
        async with ClientSession(found.group()) as client:
            yield process, client


async def test_running_requests_of_all_workers_finish_before_the_clients_close() -> None:
    async with gateway() as (process, client):
        requests = [await start(process, client, "/until-drained") for _ in range(4)]

        process.send(signal.SIGTERM)

        assert [await request for request in requests] == [(200, "finished")] * 4
        assert await process.end() == 0
        assert process.events.count("draining") == process.events.count("client closed") == 2
        assert await process.errors() == ""


async def test_a_request_that_takes_too_long_is_cut() -> None:
    async with gateway(GATEWAY_DRAIN_SECONDS="0.05") as (process, client):
        request = await start(process, client, "/forever")

        process.send(signal.SIGTERM)

        with pytest.raises(ClientConnectionError):
            await request
        assert await process.end() == 0


async def test_a_request_whose_client_leaves_is_cancelled() -> None:
    async with gateway() as (process, client):
        request = await start(process, client, "/forever")

        request.cancel()

        assert (await process.event("request"))["status"] == 499
        assert (await get(client, "/readyz"))[0] == 200


async def test_readiness_falls_before_the_port_closes_and_liveness_stays() -> None:
    async with gateway(GATEWAY_DRAIN_DELAY_SECONDS="60") as (process, client):
        process.send(signal.SIGTERM)
        for _ in range(2):
            await process.event("draining")

        assert await get(client, "/readyz") == (503, '{"status": "draining"}')
        assert await get(client, "/healthz") == (200, '{"status": "alive"}')


async def test_all_workers_listen_at_one_port() -> None:
    async with gateway() as (process, _):
        booted = [line for line in process.written if "Booting worker" in line]

        assert len(booted) == 2


async def test_unusable_settings_are_one_line_each() -> None:
    variables = {"GATEWAY_PORT": "x", "LOG_LEVEL": "x"}
    async with running("gunicorn", variables, GATEWAY) as process:
        assert await process.end() == 2
        assert await process.errors() == (
            "LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR\nGATEWAY_PORT: must be a whole number\n"
        )
        assert process.written == []


async def test_what_keeps_a_worker_from_starting_is_told_once(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text("[")
    variables = {"GATEWAY_PORT": "0", "GATEWAY_TRUSTED_MANIFEST": str(manifest)}
    async with running("gunicorn", variables, GATEWAY) as process:
        assert await process.end() == 2
        assert (await process.errors()).count(str(manifest)) == 1
        assert [line for line in process.written if "Traceback" in line or "Booting" in line] == []
