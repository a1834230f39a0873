"""Redis dies while several processes ask: as many budgets here, which share nothing else."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from app.redis.shared import open_redis
from app.settings.redis import RedisSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN, TrelloSettings
from app.trello.budget.budget import Budget
from app.trello.budget.metrics import ALONE
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials
from app.trello.errors import OverBudget
from app.trello.fingerprint import Fingerprints
from app.trello.request import Request
from app.trello.retry import RetryPolicy
from tests.processes import Process, running
from tests.trello.budget.strict import BUDGET, strict_trello

CREDENTIALS = Credentials(SecretStr(SANDBOX_API_KEY), SecretStr(SANDBOX_TOKEN))
BOARDS = Request.of("members", "me", "boards")


@dataclass
class Redis:
    """A Redis of the test's own."""

    process: Process
    settings: RedisSettings


@asynccontextmanager
async def own_redis() -> AsyncIterator[Redis]:
    async with running("app.embedded.redis", {"EMBEDDED_REDIS_PORT": "0"}) as process:
        url = f"redis://127.0.0.1:{(await process.event('listening'))['port']}/0"
        yield Redis(process, RedisSettings(url=SecretStr(url), timeout_seconds=5))


@asynccontextmanager
async def clients(url: str, redis: RedisSettings) -> AsyncIterator[list[TrelloClient]]:
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(BUDGET.processes):
            shared = await stack.enter_async_context(open_redis(redis))
            session = await stack.enter_async_context(open_session(TrelloSettings()))
            budget = Budget(BUDGET, shared, Fingerprints(SecretStr("key")).of)
            stack.callback(budget.close)
            policy = RetryPolicy(attempts=1)
            opened.append(TrelloClient(session, url, budget=budget, policy=policy))
        yield opened


async def outcomes(clients: list[TrelloClient], *, requests: int, seconds: float) -> Counter[str]:
    """Return what becomes of requests that each of the clients sends at once."""
    deadline = asyncio.get_running_loop().time() + seconds

    async def ask(client: TrelloClient) -> str:
        try:
            await client.get(BOARDS, CREDENTIALS, deadline)
        except OverBudget:
            return "told when to come again"
        return "answered"

    return Counter(await asyncio.gather(*(ask(client) for client in clients for _ in range(requests))))


async def test_trello_refuses_nothing_though_redis_dies() -> None:
    async with (
        own_redis() as redis,
        strict_trello() as trello,
        clients(trello.url, redis.settings) as processes,
    ):
        assert await outcomes(processes, requests=14, seconds=5) == {"answered": 56}
        for each in processes:
            # So that each has heard of what all have used.
            await outcomes([each], requests=1, seconds=5)
        redis.process.send(9)
        await redis.process.end()

        after = await outcomes(processes, requests=40, seconds=8)

        assert ALONE._value.get() == 1
        assert trello.limits.refused == []
        assert after["answered"] + after["told when to come again"] == 40 * BUDGET.processes
        # What was left of the window, and each process' part of the next.
        assert after["answered"] >= 100
