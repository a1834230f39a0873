"""One of several processes that ask Trello for more than they may: a number of requests, all at once.

What it is to do is in its environment; it writes down, as JSON, what has become of each request.
"""

import asyncio
import json
import os
from collections import Counter

from app.redis.shared import open_redis
from app.settings.budget import BudgetSettings
from app.settings.redis import RedisSettings
from app.settings.trello import TrelloSettings
from app.trello.budget.budget import Budget
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials
from app.trello.errors import OverBudget, TrelloError
from app.trello.fingerprint import Fingerprints
from app.trello.request import Request
from app.trello.retry import RetryPolicy


async def main() -> None:
    settings = TrelloSettings()
    assert settings.api_key
    assert settings.token
    credentials = Credentials(settings.api_key, settings.token)
    waiting = float(os.environ["ASKER_SECONDS"])
    async with open_redis(RedisSettings()) as redis, open_session(settings) as session:
        budget = Budget(BudgetSettings(), redis, Fingerprints(settings.token).of)
        # What Trello refuses is not tried again, so that it can be seen here.
        client = TrelloClient(session, settings.url, budget=budget, policy=RetryPolicy(attempts=1))
        deadline = asyncio.get_running_loop().time() + waiting

        async def ask() -> str:
            try:
                await client.get(Request.of("members", "me", "boards"), credentials, deadline)
            except OverBudget as error:
                return "told when to come again" if error.retry_after >= 1 else "told nonsense"
            except TrelloError as error:
                return type(error).__name__
            return "answered"

        outcomes = await asyncio.gather(*(ask() for _ in range(int(os.environ["ASKER_REQUESTS"]))))
        budget.close()
    print(json.dumps({"event": "asked", "outcomes": Counter(outcomes)}))  # noqa: T201  # its answer


if __name__ == "__main__":
    asyncio.run(main())
