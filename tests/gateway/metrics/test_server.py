import os
import re
import signal
import socket
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession
from structlog.testing import capture_logs

from app.gateway.metrics.server import serving_metrics
from app.settings.metrics import MetricsSettings
from tests.processes import running


async def read(url: str) -> str:
    async with ClientSession() as client, client.get(url) as response:
        assert response.status == 200
        return await response.text()


def samples(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)}


async def test_metrics_are_served_at_a_port_of_their_own_until_the_end() -> None:
    with capture_logs() as logs, serving_metrics(MetricsSettings(port=0)):
        (log,) = logs
        url = f"http://127.0.0.1:{log['port']}/metrics"
        assert "gateway_operations_total" in await read(url)
    with pytest.raises(ClientConnectorError):
        await read(url)


def test_metrics_that_are_off_are_not_served() -> None:
    with capture_logs() as logs, serving_metrics(MetricsSettings(enabled=False)):
        assert logs == []


def test_a_taken_port_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = MetricsSettings(port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"), serving_metrics(settings):
            pass


async def test_metrics_are_not_served_at_the_public_port() -> None:
    async with running("app.main", {"GATEWAY_PORT": "0"}) as process:
        port = (await process.event("listening"))["port"]
        async with ClientSession() as client, client.get(f"http://127.0.0.1:{port}/metrics") as response:
            assert response.status == 404


def files(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


GUNICORN = ["--config", "python:app.gateway.gunicorn.config", "--workers", "2", "app.main:create_app"]


async def test_of_several_processes_the_sum_is_served_though_one_has_ended(tmp_path: Path) -> None:
    async with running("gunicorn", {"GATEWAY_PORT": "0", "TMPDIR": str(tmp_path)}, GUNICORN) as process:
        found = re.search(r"http://127\.0\.0\.1:\d+", await process.line("Listening at"))
        assert found
        metrics = f"http://127.0.0.1:{(await process.event('serving metrics'))['port']}/metrics"
        workers = [int(re.findall(r"pid: (\d+)", await process.line("Booting worker"))[0]) for _ in range(2)]
        for _ in range(20):
            # A connection of its own for each, so that both workers get some.
            async with (
                ClientSession() as client,
                client.post(f"{found.group()}/graphql", json={"query": "{ __typename }"}) as response,
            ):
                assert await response.json() == {"data": {"__typename": "Query"}}
        assert samples(await read(metrics))["gateway_rate_limit_local"] in {1, 2}
        os.kill(workers[0], signal.SIGTERM)
        await process.line("Booting worker")

        counted = samples(await read(metrics))
        assert counted['gateway_operations_total{outcome="ok",type="query"}'] == 20
        assert counted.get('gateway_operations_in_flight{type="query"}', 0) == 0

        process.send(signal.SIGTERM)
        assert await process.end() == 0
        assert files(tmp_path) == []
