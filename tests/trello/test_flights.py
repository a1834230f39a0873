import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.trello.errors import DeadlinePassed, Forbidden, RateLimited
from app.trello.flights import Flights
from app.trello.outcome import Outcome
from app.trello.request import Request

A, B, C = (Request.of("cards", name) for name in "abc")


@dataclass
class Tower:
    """Remembers what was sent, and lets it land when told to."""

    flights: Flights = field(default_factory=Flights)
    sent: list[Sequence[Request]] = field(default_factory=list)
    answers: dict[Request, Any] = field(default_factory=dict)
    cancelled: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def fetch(self, requests: Sequence[Request]) -> list[Outcome]:
        self.sent.append(requests)
        try:
            await self.released.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return [Outcome("miss", self.answers.get(each, {"path": each.path})) for each in requests]

    def ask(
        self, *requests: Request, key: str = "ada", deadline: float | None = None
    ) -> asyncio.Task[list[Outcome]]:
        return asyncio.create_task(self.flights.read(key, requests, self.fetch, deadline))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_equal_requests_under_way_are_one() -> None:
    tower = Tower()
    asked = [tower.ask(A), tower.ask(A), tower.ask(A)]
    await settle()
    tower.released.set()

    outcomes = [outcome for task in asked for outcome in await task]
    assert [outcome.status for outcome in outcomes] == ["miss", "shared", "shared"]
    assert tower.sent == [[A]]


async def test_nobody_gets_what_somebody_else_may_change() -> None:
    tower = Tower()
    first, second = tower.ask(A), tower.ask(A)
    await settle()
    tower.released.set()

    (one,), (other,) = await first, await second
    taken = one.take()
    taken["path"] = "changed"
    assert other.take() == {"path": "/cards/a"}


async def test_whoever_asks_for_one_thing_twice_gets_two() -> None:
    tower = Tower()
    tower.released.set()
    one, other = await tower.ask(A, A)

    first, second = one.take(), other.take()
    assert first == second == {"path": "/cards/a"}
    assert first is not second
    assert tower.sent == [[A]]


async def test_requests_that_have_landed_are_sent_again() -> None:
    tower = Tower()
    tower.released.set()
    await tower.ask(A)
    await tower.ask(A)

    assert tower.sent == [[A], [A]]
    assert not tower.flights.has("ada", A)


async def test_nothing_is_shared_with_another_key() -> None:
    tower = Tower()
    asked = [tower.ask(A, key="ada"), tower.ask(A, key="bob")]
    await settle()

    assert tower.sent == [[A], [A]]
    assert (tower.flights.has("ada", A), tower.flights.has("eve", A)) == (True, False)
    tower.released.set()
    await asyncio.gather(*asked)


async def test_what_somebody_else_asks_for_is_left_out_of_a_batch() -> None:
    tower = Tower()
    first = tower.ask(A, B)
    await settle()
    second = tower.ask(B, C)
    await settle()
    tower.released.set()

    assert [outcome.take()["path"] for outcome in await second] == ["/cards/b", "/cards/c"]
    assert [outcome.take()["path"] for outcome in await first] == ["/cards/a", "/cards/b"]
    assert tower.sent == [[A, B], [C]]


async def test_who_asked_first_may_leave() -> None:
    tower = Tower()
    first = tower.ask(A)
    await settle()
    second = tower.ask(A)
    await settle()
    first.cancel()
    await settle()
    tower.released.set()

    (outcome,) = await second
    assert outcome.take() == {"path": "/cards/a"}
    assert tower.cancelled == 0


async def test_what_nobody_waits_for_is_given_up_and_not_joined() -> None:
    tower = Tower()
    first = tower.ask(A)
    await settle()
    first.cancel()
    await asyncio.wait([first])
    # The flight has not noticed yet that it is cancelled.
    second = tower.ask(A)
    await settle()
    tower.released.set()

    assert (await second)[0].take() == {"path": "/cards/a"}
    assert (len(tower.sent), tower.cancelled) == (2, 1)


async def test_whoever_waits_keeps_a_deadline_of_their_own() -> None:
    tower = Tower()
    patient = tower.ask(A, deadline=now() + 60)
    await settle()
    (outcome,) = await tower.ask(A, deadline=now() + 0.01)

    with pytest.raises(DeadlinePassed):
        raise outcome.take()
    tower.released.set()
    assert (await patient)[0].take() == {"path": "/cards/a"}
    assert tower.sent == [[A]]


async def test_what_has_landed_in_time_is_not_lost_to_a_deadline() -> None:
    tower = Tower()
    other = tower.ask(A)
    await settle()
    held, tower.released = tower.released, asyncio.Event()
    asked = tower.ask(A, B, deadline=now() + 0.05)
    await settle()
    held.set()

    outcomes = await asked
    assert outcomes[0].take() == {"path": "/cards/a"}
    assert outcomes[1].has(DeadlinePassed)
    await other


async def test_a_deadline_of_somebody_else_is_no_reason_to_give_up() -> None:
    tower = Tower(answers={A: DeadlinePassed()})
    hurried = tower.ask(A, deadline=now() + 30)
    await settle()
    patient = tower.ask(A, deadline=now() + 60)
    await settle()
    tower.released.set()
    assert (await hurried)[0].has(DeadlinePassed)
    tower.answers.clear()

    assert (await patient)[0].take() == {"path": "/cards/a"}
    assert tower.sent == [[A], [A]]


async def test_everybody_gets_an_error_of_their_own() -> None:
    tower = Tower(answers={A: RateLimited(7.0), B: Forbidden("No.")})
    asked = [tower.ask(A, B), tower.ask(A, B)]
    await settle()
    tower.released.set()
    taken = [[outcome.take() for outcome in await task] for task in asked]

    assert [(type(a), str(a), a.retry_after, str(b)) for a, b in taken] == [
        (RateLimited, "Trello's rate limit is reached. Try again in 7 seconds.", 7.0, "No.")
    ] * 2
    assert taken[0][0] is not taken[1][0]
    assert taken[0][0] is not tower.answers[A]


async def test_a_mistake_of_ours_is_everybodys() -> None:
    flights = Flights()

    async def fail(_requests: Sequence[Request]) -> list[Outcome]:
        raise ZeroDivisionError

    asked = [asyncio.create_task(flights.read("ada", [A], fail, None)) for _ in range(2)]
    raised = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(each) for each in raised] == [ZeroDivisionError, ZeroDivisionError]
    assert not flights.has("ada", A)
