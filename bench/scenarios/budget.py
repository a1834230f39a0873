"""Four gateways with one token that want more than Trello gives: whom it refuses, and who is answered."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, Literal

from aiohttp import ClientError, ClientSession, TCPConnector, web

from app.sandbox.auth import Credentials
from app.sandbox.limits import Limits, TooMany
from app.sandbox.sandbox import SANDBOX
from app.sandbox.seed import plain_world
from app.sandbox.server import create_app
from app.settings.sandbox import SandboxSettings
from bench.gateways import WITH_BUDGET, gateway
from bench.programs import started
from bench.scenario import Pace, Result, Wanted, table
from bench.stub import HOST, Stub

_CLIENTS: Final = 50
_SECONDS: Final = 12.0
"""For each round: more than one of Trello's windows."""
_OUTCOMES: Final = {"NOT_FOUND": "answered", "RATE_LIMITED": "told when to come again"}


class _Watched(Limits):
    """The limits of the offline Trello, which note what they do."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self.seen: Counter[str] = Counter()

    def count(self, who: Credentials, route: str, mode: Literal["off", "strict"]) -> None:
        try:
            super().count(who, route, mode)
        except TooMany:
            self.seen["refused"] += 1
            raise
        self.seen["answered"] += 1


async def run(_stub: Stub, pace: Pace, wanted: Wanted) -> Result:
    gateways = wanted([gateway(f"gateway {number}", WITH_BUDGET) for number in range(1, 5)])
    seconds = _SECONDS * pace.rounds
    async with AsyncExitStack() as stack:
        limits, url = await stack.enter_async_context(_strict_trello())
        running = [await stack.enter_async_context(started(each, url)) for each in gateways]
        client = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
        await asyncio.gather(*(_ready(client, each.url) for each in running))
        cards, until = itertools.count(), time.monotonic() + seconds
        outcomes = await asyncio.gather(*(_ask_of(client, each.url, cards, until) for each in running))
    found = {each.name: outcome for each, outcome in zip(gateways, outcomes, strict=True)}
    found["Trello, of all"] = limits.seen
    head = [f"Asked for {seconds:.0f} s", "answered", "told when to come again", "refused"]
    rows = [[name, *(str(each[column]) for column in head[1:])] for name, each in found.items()]
    return Result([table(head, rows)], found)


@asynccontextmanager
async def _strict_trello() -> AsyncIterator[tuple[_Watched, str]]:
    app = create_app(plain_world(boards=1), SandboxSettings(limits="strict"))
    limits = app[SANDBOX].limits = _Watched()
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, 0)
        await site.start()
        yield limits, f"http://{HOST}:{runner.addresses[0][1]}/1"
    finally:
        await runner.cleanup()


async def _ready(client: ClientSession, url: str) -> None:
    while True:
        try:
            async with client.get(url.replace("/graphql", "/readyz")) as answer:
                if answer.ok:
                    return
        except ClientError:
            pass
        await asyncio.sleep(0.05)


async def _ask_of(client: ClientSession, url: str, cards: Iterator[int], until: float) -> Counter[str]:
    """Return what becomes of what several clients ask of one gateway."""
    asking = (_ask(client, url, cards, until) for _ in range(_CLIENTS))
    return sum(await asyncio.gather(*asking), Counter[str]())


async def _ask(client: ClientSession, url: str, cards: Iterator[int], until: float) -> Counter[str]:
    """Ask for one card after another, no two alike; Trello says that it has none of them."""
    outcomes: Counter[str] = Counter()
    while time.monotonic() < until:
        query = f'{{ card(id: "{next(cards):024x}") {{ name }} }}'
        async with client.post(url, json={"query": query}) as answer:
            (error,) = (await answer.json(content_type=None))["errors"]
        outcomes[_OUTCOMES.get(error["extensions"]["code"], error["message"])] += 1
        wait = error["extensions"].get("retryAfter", 0)
        await asyncio.sleep(max(0.0, min(wait, until - time.monotonic())))
    return outcomes
