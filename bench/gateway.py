"""A gateway in front of the offline Trello, both processes of their own, to be measured from outside."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp

from app.embedded.ports import free_ports, is_listening
from bench.process import Process, running

_HOST: Final = "127.0.0.1"
GUNICORN: Final = ("gunicorn", "--config", "python:app.gateway.gunicorn.config", "app.main:create_app")


@dataclass(frozen=True)
class Gateway:
    """`url` takes its GraphQL requests."""

    url: str
    process: Process


@asynccontextmanager
async def gateway(workers: int, **variables: str) -> AsyncIterator[Gateway]:
    """Start a gateway, by gunicorn if there are to be several workers, and stop it.

    `variables` are settings. Those of the environment hold as well, but for ports and the upstream.
    """
    ports = free_ports({"SANDBOX_PORT": (_HOST, 0), "GATEWAY_PORT": (_HOST, 0)})
    settings = {name: str(port) for name, port in ports.items()}
    upstream = f"http://{_HOST}:{ports['SANDBOX_PORT']}/1"
    # One address asks everything, as often as it can.
    unlimited = {"GATEWAY_RATE_LIMIT_PER_ADDRESS": "0", "TRELLO_BUDGET_ENABLED": "false"}
    usual = {"LOG_LEVEL": "ERROR", "GATEWAY_METRICS_PORT": "0", **unlimited}
    environment = {**usual, **variables, **settings, "TRELLO_URL": upstream}
    module = (*GUNICORN, "--workers", str(workers)) if workers > 1 else ("app.main",)
    async with (
        running((sys.executable, "-m", "app.sandbox"), environment),
        running((sys.executable, "-m", *module), environment) as process,
    ):
        url = f"http://{_HOST}:{ports['GATEWAY_PORT']}"
        while not (await is_listening(_HOST, ports["SANDBOX_PORT"]) and await _is_ready(url)):
            if process.ended.is_set():
                raise RuntimeError("The gateway has not started; what it wrote says why.")
            await asyncio.sleep(0.05)
        yield Gateway(f"{url}/graphql", process)


async def _is_ready(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
            return response.ok
    except aiohttp.ClientError:
        return False
