"""One running offline Trello: its world, its switches, and what it has been asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Final

from aiohttp import web

from app.sandbox.calls import CallLog
from app.sandbox.clock import Clock
from app.sandbox.failures import Failures
from app.sandbox.ids import Ids
from app.sandbox.limits import Limits
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.sandbox.webhooks.deliveries import Deliveries
from app.settings.trello import SANDBOX_API_SECRET


@dataclass
class Sandbox:
    """`rebuild` makes the world anew as it was at the start; `callbacks` reach those who are told of it."""

    world: World
    switches: Switches
    rebuild: Callable[[], World]
    callbacks: Callbacks
    calls: CallLog = field(default_factory=CallLog)
    limits: Limits = field(default_factory=lambda: Limits(time.monotonic))
    failures: Failures = field(default_factory=Failures)
    clock: Clock = field(default_factory=Clock)
    ids: Ids = field(default_factory=lambda: Ids(SystemRandom()))

    def __post_init__(self) -> None:
        self.initial_switches = self.switches
        self.deliveries = Deliveries(self.callbacks, SANDBOX_API_SECRET, self.clock, lambda: self.switches)

    def reset(self) -> None:
        """Be as at the start: world, switches and time as they were, nothing counted."""
        self.world = self.rebuild()
        self.deliveries.forget()
        self.clock.reset()
        self.switches = self.initial_switches
        self.calls.clear()
        self.limits.reset()
        self.failures.reset()


SANDBOX: Final = web.AppKey("sandbox", Sandbox)
"""Where an application keeps it."""
