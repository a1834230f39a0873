"""Work that several wait for is done once while it lasts: "single flight".

See https://pkg.go.dev/golang.org/x/sync/singleflight, where the name comes from.
"""

import asyncio
from collections.abc import Coroutine, Hashable
from typing import Any, Generic, TypeVar

ResultT = TypeVar("ResultT")


class Flight(Generic[ResultT]):
    """Work under way, in a task of its own: whoever began it may leave, and it goes on for the others."""

    def __init__(self, work: Coroutine[Any, Any, ResultT]) -> None:
        self.task = asyncio.create_task(work)
        self.task.add_done_callback(self._land)
        self._waiters: set[asyncio.Future[None]] = set()

    @property
    def is_over(self) -> bool:
        """Whether it cannot be joined any more: the work has ended, or everybody has left."""
        return self.task.done() or not self._waiters

    async def wait(self) -> ResultT:
        """Return the result, or raise the error, that everybody who waits gets.

        When the last of them is cancelled, so is the work.
        """
        # `asyncio.shield` would do the same, with twice as many calls.
        waiter = self.task.get_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.remove(waiter)
            if not self._waiters:
                self.task.cancel()
        return self.task.result()

    def _land(self, _task: object) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)


class Flights(Generic[ResultT]):
    """The work under way, by what makes it the same."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight[ResultT]] = {}

    def __len__(self) -> int:
        return len(self._flights)

    def find(self, key: Hashable) -> Flight[ResultT] | None:
        """Return the work that can be joined, if there is any."""
        flight = self._flights.get(key)
        return None if flight is None or flight.is_over else flight

    async def begin(self, key: Hashable, work: Coroutine[Any, Any, ResultT]) -> ResultT:
        """Begin work that others find from now on, and wait for it."""
        flight = self._flights[key] = Flight(work)

        def forget(_task: object) -> None:
            if self._flights[key] is flight:
                del self._flights[key]

        flight.task.add_done_callback(forget)
        return await flight.wait()
