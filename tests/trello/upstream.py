"""A Trello on loopback that answers what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from tenacity import wait_fixed

from app.settings.trello import TrelloSettings
from app.trello.budget.budget import Budget
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials
from app.trello.retry import RetryPolicy

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

API_KEY = "planted-key"
TOKEN = "planted-token"
CREDENTIALS = Credentials(SecretStr(API_KEY), SecretStr(TOKEN))
BACKOFF_SECONDS = 0.5


@dataclass
class Upstream:
    """`seen` are the requests that came, `slept` the waits of the client, which are not waited."""

    client: TrelloClient
    base_url: str
    released: asyncio.Event
    seen: list[web.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """Paths and queries of the requests, as they were on the wire."""
        return [request.raw_path for request in self.seen]


@asynccontextmanager
async def upstream(
    *answers: Answer,
    settings: TrelloSettings | None = None,
    budget: Budget | None = None,
    max_answer_bytes: int = 100_000,
) -> AsyncIterator[Upstream]:
    """Serve `answers` one after the other, the last one for ever."""

    async def handle(request: web.Request) -> web.StreamResponse:
        trello.seen.append(request)
        return await answers[min(len(trello.seen), len(answers)) - 1](request)

    async def sleep(seconds: float) -> None:
        trello.slept.append(seconds)

    application = web.Application()
    application.router.add_get("/1/{rest:.*}", handle)
    released = asyncio.Event()
    application["released"] = released
    async with TestServer(application) as server, open_session(settings or TrelloSettings()) as session:
        base_url = str(server.make_url("/1"))
        policy = RetryPolicy(backoff=wait_fixed(BACKOFF_SECONDS), sleep=sleep)
        client = TrelloClient(
            session, base_url, budget=budget, policy=policy, max_answer_bytes=max_answer_bytes
        )
        trello = Upstream(client, base_url, released)
        yield trello
        released.set()


def answer(value: Any, status: int = 200, **headers: str) -> Answer:
    """Answer with JSON. Underscores in the names of `headers` stand for hyphens."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response(value, status=status, headers=_named(headers))

    return handle


def text(body: str, status: int = 200, **headers: str) -> Answer:
    """Answer with plain text."""

    async def handle(_: web.Request) -> web.Response:
        return web.Response(text=body, status=status, headers=_named(headers))

    return handle


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection before any answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def hang_up_halfway(request: web.Request) -> web.StreamResponse:
    """Close the connection in the middle of the body."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"id":')
    assert request.transport is not None
    request.transport.close()
    return response


async def stall(request: web.Request) -> web.StreamResponse:
    """Say nothing until the test is over."""
    await request.app["released"].wait()
    return web.Response()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
