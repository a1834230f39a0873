import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from app.gateway.flights import Flights


class Work:
    """Work that ends when it is told to, and remembers what becomes of it."""

    def __init__(self) -> None:
        self.goes_on = asyncio.Event()
        self.begun = 0
        self.given_up = 0

    async def __call__(self) -> str:
        self.begun += 1
        try:
            await self.goes_on.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return f"result {self.begun}"


@pytest.fixture
async def work() -> Work:
    return Work()


async def join(flights: Flights[str], key: str, work: Callable[[], Coroutine[Any, Any, str]]) -> str:
    flight = flights.find(key)
    return await (flight.wait() if flight else flights.begin(key, work()))


async def joined(flights: Flights[str], key: str, work: Work, times: int) -> list[asyncio.Task[str]]:
    """Return as many who wait for the same."""
    tasks = [asyncio.create_task(join(flights, key, work)) for _ in range(times)]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_work_is_done_once_for_all_who_wait_for_it(work: Work) -> None:
    flights = Flights[str]()
    tasks = await joined(flights, "a", work, 5)
    work.goes_on.set()
    assert await asyncio.gather(*tasks) == ["result 1"] * 5
    assert (work.begun, len(flights)) == (1, 0)


async def test_other_work_is_not_joined(work: Work) -> None:
    flights = Flights[str]()
    tasks = [*await joined(flights, "a", work, 2), *await joined(flights, "b", work, 1)]
    assert (work.begun, len(flights)) == (2, 2)
    work.goes_on.set()
    await asyncio.gather(*tasks)


async def test_work_that_has_ended_is_not_joined(work: Work) -> None:
    flights = Flights[str]()
    work.goes_on.set()
    assert await join(flights, "a", work) == "result 1"
    assert await join(flights, "a", work) == "result 2"


async def test_an_error_reaches_all_who_wait(work: Work) -> None:
    async def fail() -> str:
        await work.goes_on.wait()
        raise ValueError("no")

    flights = Flights[str]()
    tasks = [asyncio.create_task(join(flights, "a", fail)) for _ in range(3)]
    await asyncio.sleep(0)
    work.goes_on.set()
    assert [str(each) for each in await asyncio.gather(*tasks, return_exceptions=True)] == ["no"] * 3
    assert len(flights) == 0


@pytest.mark.parametrize("leaving", [0, 2])
async def test_whoever_leaves_does_not_end_the_work_of_others(work: Work, leaving: int) -> None:
    tasks = await joined(Flights[str](), "a", work, 3)
    tasks[leaving].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks.pop(leaving)
    work.goes_on.set()
    assert await asyncio.gather(*tasks) == ["result 1"] * 2
    assert work.given_up == 0


async def test_work_ends_when_the_last_one_leaves(work: Work) -> None:
    flights = Flights[str]()
    tasks = await joined(flights, "a", work, 3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)
    assert (work.begun, work.given_up, len(flights)) == (1, 1, 0)


async def test_work_that_everybody_has_left_is_begun_anew(work: Work) -> None:
    flights = Flights[str]()
    (task,) = await joined(flights, "a", work, 1)
    task.cancel()
    await asyncio.sleep(0)
    # The work has been told to end, and has not yet.
    assert (work.given_up, flights.find("a")) == (0, None)
    (task,) = await joined(flights, "a", work, 1)
    work.goes_on.set()
    assert await task == "result 2"
    assert (work.given_up, len(flights)) == (1, 0)


async def test_whoever_is_cancelled_when_the_work_has_just_ended_is(work: Work) -> None:
    tasks = await joined(Flights[str](), "a", work, 2)
    work.goes_on.set()
    tasks[0].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert results[1] == "result 1"
