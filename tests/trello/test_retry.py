import asyncio

import pytest
from structlog.testing import capture_logs
from tenacity import wait_fixed

from app.trello.errors import (
    BadRequest,
    Forbidden,
    InvalidCredentials,
    NotFound,
    RateLimited,
    Timeout,
    TrelloError,
    Unavailable,
    UnexpectedAnswer,
)
from app.trello.retry import RetryPolicy

BACKOFF_SECONDS = 0.5


class Scripted:
    """Raises the given errors one after the other, then returns `done`; `slept` are the waits in between."""

    def __init__(self, *errors: TrelloError) -> None:
        self._errors = list(errors)
        self.slept: list[float] = []
        self.calls = 0

    async def read(self) -> str:
        self.calls += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def run(self, deadline: float | None = None) -> str:
        policy = RetryPolicy(backoff=wait_fixed(BACKOFF_SECONDS), sleep=self.sleep)
        return await policy.run(self.read, path="/boards/abc", deadline=deadline)


def in_seconds(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def test_first_success_is_returned() -> None:
    script = Scripted()
    assert await script.run() == "done"
    assert (script.calls, script.slept) == (1, [])


async def test_unavailable_is_tried_again_after_the_backoff() -> None:
    script = Scripted(Unavailable(), Unavailable())
    assert await script.run() == "done"
    assert (script.calls, script.slept) == (3, [0.5, 0.5])


async def test_last_error_is_raised_after_three_attempts() -> None:
    last = Unavailable("third")
    script = Scripted(Unavailable(), Unavailable(), last, Unavailable())
    with pytest.raises(Unavailable) as error:
        await script.run()
    assert error.value is last
    assert (script.calls, script.slept) == (3, [0.5, 0.5])


async def test_rate_limit_is_waited_out() -> None:
    script = Scripted(RateLimited(10))
    assert await script.run(in_seconds(60)) == "done"
    assert script.slept == [10.5]


@pytest.mark.parametrize(
    ("retry_after", "deadline"), [(10.0, 10.0), (900.0, None), (900.0, 10_000.0), (15.0, None)]
)
async def test_rate_limit_that_cannot_be_waited_out_is_raised_at_once(
    retry_after: float, deadline: float | None
) -> None:
    script = Scripted(RateLimited(retry_after))
    with pytest.raises(RateLimited) as error:
        await script.run(None if deadline is None else in_seconds(deadline))
    assert error.value.retry_after == retry_after
    assert (script.calls, script.slept) == (1, [])


async def test_backoff_that_would_pass_the_deadline_is_not_waited() -> None:
    script = Scripted(Unavailable())
    with pytest.raises(Unavailable):
        await script.run(in_seconds(0.4))
    assert (script.calls, script.slept) == (1, [])


@pytest.mark.parametrize(
    "error",
    [
        BadRequest(),
        Forbidden(),
        InvalidCredentials("expired token"),
        NotFound(),
        Timeout(),
        UnexpectedAnswer(),
    ],
)
async def test_lasting_errors_are_raised_at_once(error: TrelloError) -> None:
    script = Scripted(error)
    with pytest.raises(type(error)):
        await script.run()
    assert (script.calls, script.slept) == (1, [])


async def test_wait_is_abandoned_when_the_caller_is() -> None:
    waiting = asyncio.Event()

    async def sleep(_: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    policy = RetryPolicy(sleep=sleep)
    task = asyncio.create_task(policy.run(Scripted(Unavailable()).read, path="/boards/abc", deadline=None))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_waits_differ_and_stay_short() -> None:
    waits = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    for _ in range(20):
        policy = RetryPolicy(sleep=sleep)
        await policy.run(Scripted(Unavailable(), Unavailable()).read, path="/boards/abc", deadline=None)
    assert len(set(waits)) > 1
    assert min(waits) >= 0.05
    assert max(waits) <= 2.1


async def test_each_retry_is_logged_once() -> None:
    with capture_logs() as logs:
        await Scripted(Unavailable(), RateLimited(10)).run()
    entry = {"event": "trello_retry", "log_level": "warning", "path": "/boards/abc"}
    assert logs == [
        entry | {"error": "Unavailable", "attempt": 1, "wait_seconds": 0.5},
        entry | {"error": "RateLimited", "attempt": 2, "wait_seconds": 10.5},
    ]


async def test_read_need_not_be_a_coroutine_function() -> None:
    script = Scripted()
    assert await RetryPolicy().run(lambda: script.read(), path="/boards/abc", deadline=None) == "done"  # noqa: PLW0108  # a lambda is the point
