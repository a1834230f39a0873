"""An offline Trello that refuses what is too much, in windows that are short enough for tests."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from aiohttp.test_utils import TestServer

from app.sandbox.auth import Credentials
from app.sandbox.limits import Limits, TooMany
from app.sandbox.sandbox import SANDBOX
from app.sandbox.seed import plain_world
from app.sandbox.server import create_app
from app.settings.budget import BudgetSettings
from app.settings.sandbox import SandboxSettings

TIMES_FASTER = 5


class FastLimits(Limits):
    """Limits whose windows are over in a fifth of the time; `refused` are the requests that were too many."""

    def __init__(self) -> None:
        super().__init__(lambda: time.monotonic() * TIMES_FASTER)
        self.refused: list[str] = []

    def count(self, who: Credentials, route: str, mode: Literal["off", "strict"]) -> None:
        try:
            super().count(who, route, mode)
        except TooMany as refusal:
            self.refused.append(refusal.error or "")
            raise


@dataclass
class StrictTrello:
    url: str
    limits: FastLimits = field(default_factory=FastLimits)


BUDGET = BudgetSettings(seconds=2, special_seconds=180, margin_seconds=3)
"""The budget that fits its limits, on a machine that is too busy to answer at once."""


@asynccontextmanager
async def strict_trello() -> AsyncIterator[StrictTrello]:
    app = create_app(plain_world(boards=1), SandboxSettings(limits="strict"))
    async with TestServer(app) as server:
        trello = StrictTrello(str(server.make_url("/1")))
        app[SANDBOX].limits = trello.limits
        yield trello
