"""When a read is sent again, and when it is not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random, wait_random_exponential
from tenacity.wait import wait_base

from app.trello.errors import OverBudget, RateLimited, TrelloError, Unavailable

ResultT = TypeVar("ResultT")

TRANSIENT: Final = (RateLimited, Unavailable)
"""The errors that may be gone a moment later."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Sends a read again after a transient error, a few times, and only if the wait fits before the deadline.

    `attempts` counts the first one too. `backoff` is the wait after a failure, and is added to the wait that
    a rate limit asks for, so that those who were refused together do not come back together. A wait longer
    than `longest_wait` seconds is left to the client that asked.
    """

    attempts: int = 3
    backoff: wait_base = wait_random(0.05, 0.1) + wait_random_exponential(multiplier=0.2, max=2)
    longest_wait: float = 15.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(
        self, read: Callable[[], Awaitable[ResultT]], *, path: str, deadline: float | None
    ) -> ResultT:
        """Return what `read` returns, or raise its last error.

        `deadline` is in event-loop time: `read` keeps to it by itself, and nothing is waited for beyond it.
        `path` names the read in logs.
        """
        try:
            return await read()
        except TRANSIENT as error:
            if not _is_transient(error):
                raise
            failure = error
        return await self._retry(failure, read, path, deadline)

    async def _retry(
        self, failure: TrelloError, read: Callable[[], Awaitable[ResultT]], path: str, deadline: float | None
    ) -> ResultT:
        """Go on after a first attempt has failed; tenacity costs more than sending a request."""
        failures = [failure]

        async def attempt() -> ResultT:
            if failures:
                raise failures.pop()
            return await read()

        return await self._retrying(path, deadline)(attempt)

    def _retrying(self, path: str, deadline: float | None) -> AsyncRetrying:
        def is_last(state: RetryCallState) -> bool:
            wait = state.upcoming_sleep
            late = _is_late(deadline, wait)
            return late or wait > self.longest_wait or state.attempt_number >= self.attempts

        return AsyncRetrying(
            retry=retry_if_exception(_is_transient),
            wait=self._wait,
            stop=is_last,
            sleep=self.sleep,
            before_sleep=lambda state: _log_retry(state, path),
            reraise=True,
        )

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return self.backoff(state) + (error.retry_after if isinstance(error, RateLimited) else 0)


def _is_transient(error: BaseException) -> bool:
    # Whoever is over the budget has waited for as long as there was time.
    return isinstance(error, TRANSIENT) and not isinstance(error, OverBudget)


def _is_late(deadline: float | None, wait: float) -> bool:
    return deadline is not None and asyncio.get_running_loop().time() + wait >= deadline


def _log_retry(state: RetryCallState, path: str) -> None:
    error = state.outcome.exception() if state.outcome else None
    _log.warning(
        "trello_retry",
        path=path,
        error=type(error).__name__,
        attempt=state.attempt_number,
        wait_seconds=round(state.upcoming_sleep, 3),
    )
