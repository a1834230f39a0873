"""Where the process stands between its start and its end."""

from enum import StrEnum
from typing import Final

from aiohttp import web


class State(StrEnum):
    """The states of a process, in order."""

    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"


class Lifecycle:
    """The state of one process. It never goes back: what is draining will not be ready again."""

    def __init__(self) -> None:
        self.state = State.STARTING

    def ready(self) -> None:
        """Everything has started: requests may come."""
        if self.state is State.STARTING:
            self.state = State.READY

    def drain(self) -> None:
        """The process is about to stop: no new requests should come."""
        self.state = State.DRAINING


LIFECYCLE: Final = web.AppKey("lifecycle", Lifecycle)
