"""Gateways that share a budget, in front of a Trello that refuses what is too much."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

import orjson
from aiohttp import ClientSession, TCPConnector

from app.settings.redis import RedisSettings
from tests.processes import running
from tests.trello.budget.strict import BUDGET, strict_trello

REQUESTS = 75


async def test_four_gateways_ask_trello_for_no_more_than_it_gives(redis_settings: RedisSettings) -> None:
    assert redis_settings.url
    async with AsyncExitStack() as stack:
        trello = await stack.enter_async_context(strict_trello())
        variables = {
            "GATEWAY_PORT": "0",
            "LOG_LEVEL": "INFO",
            "REDIS_PREFIX": redis_settings.prefix,
            "REDIS_TIMEOUT_SECONDS": "5",
            "REDIS_URL": redis_settings.url.get_secret_value(),
            "TRELLO_BUDGET_ENABLED": "true",
            "TRELLO_BUDGET_LONGEST_WAIT_SECONDS": "3",
            # So long that there is not enough for all, however slow this machine.
            "TRELLO_BUDGET_MARGIN_SECONDS": "10",
            "TRELLO_BUDGET_SECONDS": str(BUDGET.seconds),
            "TRELLO_URL": trello.url,
        }
        starting = (running("app.main", variables) for _ in range(BUDGET.processes))
        gateways = [await stack.enter_async_context(each) for each in starting]
        ports = [(await each.event("listening"))["port"] for each in gateways]
        client = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))

        async def ask(number: int) -> str:
            # No two alike, for else they would be one.
            query = f'{{ card(id: "{number:024x}") {{ name }} }}'
            url = f"http://127.0.0.1:{ports[number % len(ports)]}/graphql"
            async with client.post(url, json={"query": query}) as response:
                (error,) = orjson.loads(await response.read())["errors"]
            extensions = error["extensions"]
            if extensions["code"] == "RATE_LIMITED":
                assert extensions["retryAfter"] >= 1
            code: str = extensions["code"]
            return code

        codes = Counter(await asyncio.gather(*(ask(number) for number in range(REQUESTS * len(ports)))))

    # Trello has no such cards, and says so to whoever may ask.
    assert trello.limits.refused == []
    assert codes.keys() == {"NOT_FOUND", "RATE_LIMITED"}
    assert codes["NOT_FOUND"] >= 100
