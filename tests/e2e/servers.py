"""The gateway as its users run it: by itself, and as two workers of gunicorn."""

import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias

from tests.e2e.house import open_house
from tests.processes import running

Server: TypeAlias = Callable[..., AbstractAsyncContextManager[str]]
"""Starts everything, with variables of the gateway's environment; yields the URL of GraphQL."""


@asynccontextmanager
async def by_itself(**variables: str) -> AsyncIterator[str]:
    """As `make run` starts it."""
    async with open_house(**variables) as house:
        yield house.urls["GraphQL"]


@asynccontextmanager
async def under_gunicorn(**variables: str) -> AsyncIterator[str]:
    """As docs/running.md has it, with the stand-ins of `make run`."""
    arguments = ["--config", "python:app.gateway.gunicorn.config", "--workers", "2", "app.main:create_app"]
    async with open_house() as house:
        urls = {"TRELLO_URL": house.urls["Offline Trello"], "REDIS_URL": house.urls["Embedded Redis"]}
        async with running("gunicorn", {"GATEWAY_PORT": "0", **urls, **variables}, arguments) as process:
            found = re.search(r"http://127\.0\.0\.1:\d+", await process.line("Listening at"))
            assert found
            yield f"{found.group()}/graphql"
            process.send(signal.SIGTERM)
            assert await process.end() == 0, await process.errors()
