"""Everything that `make run` starts, as a test sees it."""

import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from tests.processes import Process, running


@dataclass
class House:
    """`urls` by the names that the supervisor prints; `first_query` is the body of what it proposes."""

    process: Process
    urls: dict[str, str]
    first_query: dict[str, str]
    client: ClientSession

    async def ask(self, query: str, headers: dict[str, str] | None = None, **variables: Any) -> Any:
        """Return the answer to a query."""
        body = {"query": query, "variables": variables}
        async with self.client.post(self.urls["GraphQL"], json=body, headers=headers) as response:
            return await response.json()


@asynccontextmanager
async def open_house(*boards: str, **variables: str) -> AsyncIterator[House]:
    """Start everything on free ports, and stop it in good order."""
    ports = {"GATEWAY_PORT": "0", "BACKEND_PORT": "0", "SANDBOX_PORT": "0", "EMBEDDED_REDIS_PORT": "0"}
    arguments = [f"--board={board}" for board in boards]
    async with running("app.embedded.supervisor", {**ports, **variables}, arguments) as process:
        await process.line("Everything runs")
        body = await process.line("    -d '")
        lines = (line.split("  ") for line in process.written if "://" in line and "curl" not in line)
        urls = {words[1]: words[-1].strip() for words in lines}
        async with ClientSession() as client:
            yield House(process, urls, json.loads(body.split("'")[1]), client)
        process.send(signal.SIGTERM)
        assert await process.end() == 0, await process.errors()
