"""Several processes that ask for more than there is, of a Trello that refuses what is too much."""

import asyncio
from collections import Counter

from app.settings.redis import RedisSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.processes import running
from tests.trello.budget.strict import BUDGET, StrictTrello, strict_trello

PROCESSES = 4
REQUESTS = 200


def variables(trello: StrictTrello, redis: RedisSettings, requests: int, seconds: float) -> dict[str, str]:
    assert redis.url
    return {
        "TRELLO_URL": trello.url,
        "TRELLO_API_KEY": SANDBOX_API_KEY,
        "TRELLO_TOKEN": SANDBOX_TOKEN,
        "TRELLO_BUDGET_SECONDS": str(BUDGET.seconds),
        "TRELLO_BUDGET_MARGIN_SECONDS": str(BUDGET.margin_seconds),
        "REDIS_URL": redis.url.get_secret_value(),
        "REDIS_PREFIX": redis.prefix,
        "REDIS_TIMEOUT_SECONDS": "5",
        "ASKER_REQUESTS": str(requests),
        "ASKER_SECONDS": str(seconds),
    }


async def asked(variables: dict[str, str]) -> Counter[str]:
    async with running("tests.trello.budget.asker", variables) as process:
        outcomes = (await process.event("asked"))["outcomes"]
        assert await process.end() == 0
        return Counter(outcomes)


async def test_trello_refuses_nothing_and_everybody_is_told(redis_settings: RedisSettings) -> None:
    async with strict_trello() as trello:
        asking = variables(trello, redis_settings, requests=REQUESTS, seconds=8)

        outcomes = await asyncio.gather(*(asked(asking) for _ in range(PROCESSES)))

    total = sum(outcomes, Counter[str]())
    assert trello.limits.refused == []
    assert total["answered"] + total["told when to come again"] == REQUESTS * PROCESSES
    assert total["answered"] >= 100
    assert total["told when to come again"] > 0
