"""Modules of this project as processes of their own, which never outlive the test that started them."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

SET_BY_USERS = (
    "ACCESS_TOKEN_",
    "AUTH",
    "BACKEND_",
    "BROKER_",
    "DATABASE_",
    "EMBEDDED_",
    "ENVIRONMENT",
    "GATEWAY_",
    "LOG_",
    "REDIS_",
    "SANDBOX_",
    "TRELLO_",
)
"""What the names of this project's settings begin with."""


def marked(marker: str) -> list[int]:
    """Return the processes that have a text in their environment, as whatever they started has, too."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                if marker.encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found


async def gone(marker: str) -> None:
    """Return once no such process is left."""
    while marked(marker):  # noqa: ASYNC110  # nobody tells when another's child has ended
        await asyncio.sleep(0.01)


class Process:
    """What was started, and what it has written so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid
        self.written: list[str] = []

    @property
    def events(self) -> list[str]:
        """The events that were logged, of those that were waited for."""
        return [json.loads(line)["event"] for line in self.written if line.startswith("{")]

    async def line(self, part: str) -> str:
        """Return the next line of output that contains a text."""
        assert self._process.stdout
        while line := await self._process.stdout.readline():
            self.written.append(line.decode().rstrip("\n"))
            if part in self.written[-1]:
                return self.written[-1]
        raise AssertionError(f"{part!r} was never written, but: {self.written} {await self.errors()}")

    async def event(self, name: str) -> dict[str, Any]:
        """Return the next log line of an event."""
        found: dict[str, Any] = json.loads(await self.line(f'"event": "{name}"'))
        return found

    async def end(self) -> int:
        """Wait for the end, and return the exit code."""
        assert self._process.stdout
        rest = (await self._process.stdout.read()).decode()
        self.written += rest.splitlines()
        return await self._process.wait()

    async def errors(self) -> str:
        """Return what was written to standard error, after the end."""
        assert self._process.stderr
        return (await self._process.stderr.read()).decode()

    def send(self, signal: int) -> None:
        self._process.send_signal(signal)


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of whoever runs the tests, without their settings but with these.

    Metrics take any free port, so that gateways can run beside each other, and no gateway holds requests
    back from the offline Trello.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SET_BY_USERS)}
    return kept | {"GATEWAY_METRICS_PORT": "0", "TRELLO_BUDGET_ENABLED": "false"} | variables


@asynccontextmanager
async def running(
    module: str, variables: Mapping[str, str], arguments: Sequence[str] = ()
) -> AsyncIterator[Process]:
    """Run a module; kill it at the end, if it still runs then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env=environment(**variables),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
