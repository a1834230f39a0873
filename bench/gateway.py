"""A gateway in front of the offline Trello, both processes of their own, to be measured from outside."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from app.embedded.ports import free_ports, is_listening

_HOST: Final = "127.0.0.1"
_PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")
_GUNICORN: Final = ("gunicorn", "--config", "python:app.gateway.gunicorn.config", "app.main:create_app")


@dataclass(frozen=True)
class Gateway:
    """`pid` is its first process, which may have started others."""

    url: str
    pid: int

    def resident_bytes(self) -> int:
        """Return the memory that its processes have resident now, in all (proc_pid_statm(5))."""
        return sum(_resident_bytes(pid) for pid in _family(self.pid))


@asynccontextmanager
async def gateway(workers: int, **variables: str) -> AsyncIterator[Gateway]:
    """Start a gateway, by gunicorn if there are to be several workers, and stop it.

    `variables` are settings. Those of the environment hold as well, but for ports and the upstream.
    """
    ports = free_ports({"SANDBOX_PORT": (_HOST, 0), "GATEWAY_PORT": (_HOST, 0)})
    settings = {name: str(port) for name, port in ports.items()}
    upstream = f"http://{_HOST}:{ports['SANDBOX_PORT']}/1"
    # One address asks everything, as often as it can.
    usual = {"LOG_LEVEL": "ERROR", "GATEWAY_METRICS_PORT": "0", "GATEWAY_RATE_LIMIT_PER_ADDRESS": "0"}
    environment = {**os.environ, **usual, **variables, **settings, "TRELLO_URL": upstream}
    gunicorn = (*_GUNICORN, "--workers", str(workers))
    async with (
        _process(environment, "app.sandbox"),
        _process(environment, *(gunicorn if workers > 1 else ("app.main",))) as process,
    ):
        url = f"http://{_HOST}:{ports['GATEWAY_PORT']}"
        while not (await is_listening(_HOST, ports["SANDBOX_PORT"]) and await _is_ready(url)):
            if process.returncode is not None:
                raise RuntimeError("The gateway has not started; what it wrote says why.")
            await asyncio.sleep(0.05)
        yield Gateway(f"{url}/graphql", process.pid)


@asynccontextmanager
async def _process(environment: dict[str, str], *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *arguments, env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _is_ready(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
            return response.ok
    except aiohttp.ClientError:
        return False


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
