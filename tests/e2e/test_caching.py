"""Two gateways on one Redis, in front of an offline Trello, as processes of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession
from pydantic import SecretStr

from app.redis.shared import SharedRedis, open_redis
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from app.trello.cache.shared_answers import SharedAnswers
from app.trello.credentials import Credentials
from app.trello.fingerprint import Fingerprints
from tests.processes import running
from tests.services import redis_of_a_test

CREDENTIALS = Credentials(SecretStr(SANDBOX_API_KEY), SecretStr(SANDBOX_TOKEN))
BOARDS = "{ member { boards { id name } } }"


@dataclass(frozen=True)
class Pair:
    client: ClientSession
    trello: str
    gateways: list[str]
    redis: SharedRedis

    async def ask(self, number: int) -> tuple[str, dict[str, str]]:
        """Ask one of both for all boards: return how that was answered, and the names by id."""
        headers = {"Cache-Status": "report"}
        async with self.client.post(self.gateways[number], json={"query": BOARDS}, headers=headers) as answer:
            boards = (await answer.json(content_type=None))["data"]["member"]["boards"]
            return answer.headers["Cache-Status"], {board["id"]: board["name"] for board in boards}

    async def rename(self, board: str, name: str) -> None:
        """Write to Trello, past both."""
        headers = {"Authorization": CREDENTIALS.authorization_header}
        url = f"{self.trello}/boards/{board}"
        async with self.client.put(url, params={"name": name}, headers=headers) as answer:
            assert answer.status == 200

    async def kept(self) -> None:
        """Return once Redis has an answer."""
        pattern = f"{self.redis.prefix}trello:*"
        while not await self.redis.ask(lambda client: client.keys(pattern)):  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)

    async def tell(self, board: str) -> None:
        """Tell of the write as the process does that has written."""
        viewer = Fingerprints(SecretStr(SANDBOX_TOKEN)).of(CREDENTIALS).token
        await SharedAnswers(self.redis).announce([board, "me", viewer])


@asynccontextmanager
async def pair(**variables: str) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as stack:
        settings = await stack.enter_async_context(redis_of_a_test())
        assert settings.url

        async def start(module: str, **own: str) -> Any:
            process = await stack.enter_async_context(running(module, own))
            return f"http://127.0.0.1:{(await process.event('listening'))['port']}"

        trello = f"{await start('app.sandbox', SANDBOX_PORT='0')}/1"
        own = {
            "GATEWAY_PORT": "0",
            "GATEWAY_METRICS_PORT": "0",
            "REDIS_PREFIX": settings.prefix,
            "REDIS_URL": settings.url.get_secret_value(),
            "TRELLO_URL": trello,
        }
        gateways = await asyncio.gather(*(start("app.main", **own, **variables) for _ in range(2)))
        client = await stack.enter_async_context(ClientSession())
        redis = await stack.enter_async_context(open_redis(settings))
        yield Pair(client, trello, [f"{url}/graphql" for url in gateways], redis)


async def test_one_reads_for_both_and_both_see_a_write_that_one_has_told_of() -> None:
    async with pair(TRELLO_CACHE_SECONDS="10") as both:
        status, names = await both.ask(0)
        assert status == 'objects; fwd=miss; detail="miss=1"'
        board = next(iter(names))
        await both.rename(board, "Renamed")
        await both.kept()
        # Nobody has told of it yet, and the other one need not ask.
        for number in (1, 0, 1):
            assert await both.ask(number) == ('objects; hit; detail="hit=1"', names)
        await both.tell(board)
        for number in range(2):
            while (await both.ask(number))[1][board] != "Renamed":  # noqa: ASYNC110  # as above
                await asyncio.sleep(0.01)
