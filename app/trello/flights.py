"""Equal requests that are under way at the same time are one request."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import TypeAlias

from app.trello.errors import DeadlinePassed
from app.trello.outcome import Outcome
from app.trello.request import Request

Fetch: TypeAlias = Callable[[Sequence[Request]], Awaitable[list[Outcome]]]
"""Asks for what nobody else is asking for, and returns as many outcomes, in order."""

_Key: TypeAlias = tuple[Hashable, Request]


class _Flight:
    """Requests that were sent together. It is given up once nobody waits for any of them."""

    def __init__(self, requests: Sequence[Request], fetch: Fetch, closed: Callable[[], None]) -> None:
        self._passengers = 0
        self._boarded = 0
        self._closed = closed
        self.landed: dict[Request, Outcome] = {}
        self.task = asyncio.create_task(self._fly(requests, fetch))

    def board(self, passengers: int) -> None:
        self._passengers += passengers
        self._boarded += passengers

    def leave(self, passengers: int) -> None:
        self._passengers -= passengers
        if not self._passengers and not self.task.done():
            self._closed()
            self.task.cancel()

    async def _fly(self, requests: Sequence[Request], fetch: Fetch) -> None:
        try:
            outcomes = await fetch(requests)
        finally:
            self._closed()
        if self._boarded > 1:
            for outcome in outcomes:
                outcome.share()
        self.landed = dict(zip(requests, outcomes, strict=True))


class Flights:
    """What this process is asking for now. Requests are shared by those who show an equal `key` only."""

    def __init__(self) -> None:
        self._flights: dict[_Key, _Flight] = {}

    def has(self, key: Hashable, request: Request) -> bool:
        """Return whether somebody is asking for the same."""
        return (key, request) in self._flights

    async def read(
        self, key: Hashable, requests: Sequence[Request], fetch: Fetch, deadline: float | None
    ) -> list[Outcome]:
        """Return, for each request in order, what it has led to.

        `fetch` is called with those that nobody is asking for, and goes on for as long as anybody waits.
        Whoever waits does so until its own `deadline`, in event-loop time, and then gets `DeadlinePassed`;
        that an earlier deadline of somebody else's has ended a request is no reason to give up.
        """
        outcomes: dict[Request, Outcome] = {}
        pending = list(dict.fromkeys(requests))
        # Whoever asks for one thing twice takes it twice.
        passengers = 1 if len(pending) == len(requests) else 2
        while pending:
            own = self._take_off(key, pending, fetch)
            flights = {request: self._flights[key, request] for request in pending}
            in_time = await _wait(set(flights.values()), deadline, passengers)
            for request, flight in flights.items():
                landed = flight.landed.get(request) or Outcome("miss", DeadlinePassed())
                outcomes[request] = landed if request in own else landed.shared()
            others = [each for each in pending if each not in own] if in_time else []
            pending = [each for each in others if outcomes[each].has(DeadlinePassed)]
        return [outcomes[request] for request in requests]

    def _take_off(self, key: Hashable, requests: Sequence[Request], fetch: Fetch) -> set[Request]:
        new = [request for request in requests if (key, request) not in self._flights]
        if new:

            def closed() -> None:
                for request in new:
                    self._flights.pop((key, request), None)

            flight = _Flight(new, fetch, closed)
            self._flights.update(((key, request), flight) for request in new)
        return set(new)


async def _wait(flights: set[_Flight], deadline: float | None, passengers: int) -> bool:
    """Return whether all have landed before the deadline. Raises what kept one of them from landing."""
    timeout = None if deadline is None else max(0.0, deadline - asyncio.get_running_loop().time())
    for flight in flights:
        flight.board(passengers)
    try:
        _, flying = await asyncio.wait([flight.task for flight in flights], timeout=timeout)
        for flight in flights:
            if flight.task.done():
                flight.task.result()
    finally:
        for flight in flights:
            flight.leave(passengers)
    return not flying
