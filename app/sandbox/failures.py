"""A slow or broken Trello, when a switch says so."""

import asyncio
from collections import Counter
from http import HTTPStatus
from random import Random

from app.sandbox.errors import Refusal
from app.sandbox.switches import Failure, Switches


class Disconnect(Exception):  # noqa: N818  # what is to happen, rather than an error
    """The connection is to be closed without an answer."""


class Failures:
    """Decides by chance, from a fixed seed, so that the same requests fail every time."""

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self.reset()

    def reset(self) -> None:
        """Begin anew: the same chances, nothing counted."""
        self._rng = Random(1)  # noqa: S311  # chances that repeat are the point
        self._matched: Counter[Failure] = Counter()

    def stop(self) -> None:
        """Let go of the requests that are kept without an answer."""
        self._stopping.set()

    async def strike(self, switches: Switches, path: str) -> None:
        """Wait as long as is switched on; then let the request for this path fail if it is its turn.

        `path` has no version. Raises `Refusal` for a status and `Disconnect` for a connection to be cut.
        """
        delay = switches.latency_ms + self._rng.randint(0, switches.jitter_ms)
        if delay:
            await asyncio.sleep(delay / 1000)
        failure = switches.failure
        if failure is None or not path.startswith(failure.route) or not self._is_its_turn(failure):
            return
        if failure.kind == "timeout":
            await self._stopping.wait()
        if isinstance(failure.kind, str):
            raise Disconnect
        raise Refusal(failure.kind, "failing on purpose", _ERRORS.get(failure.kind))

    def _is_its_turn(self, failure: Failure) -> bool:
        self._matched[failure] += 1
        if failure.every is not None:
            return self._matched[failure] % failure.every == 0
        return self._rng.random() < failure.probability


_ERRORS = {int(HTTPStatus.TOO_MANY_REQUESTS): "API_TOKEN_LIMIT_EXCEEDED"}
