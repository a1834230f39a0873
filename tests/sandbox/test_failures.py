import asyncio

import aiohttp
import pytest

from app.sandbox.errors import Refusal
from app.sandbox.failures import Disconnect, Failures
from app.sandbox.seed import plain_world
from app.sandbox.switches import Failure, Switches
from tests.sandbox.asking import Asking, asking


async def outcomes(failures: Failures, failure: Failure, times: int, path: str = "/boards/x") -> str:
    """Return one letter for each request: x for failed, - for answered."""
    switches, seen = Switches(failure=failure), ""
    for _ in range(times):
        try:
            await failures.strike(switches, path)
            seen += "-"
        except (Refusal, Disconnect):
            seen += "x"
    return seen


async def test_nothing_fails_by_itself() -> None:
    await Failures().strike(Switches(), "/boards/x")


async def test_every_nth_request_fails() -> None:
    assert await outcomes(Failures(), Failure(every=3), 7) == "--x--x-"


async def test_chance_repeats_itself() -> None:
    first, second = Failures(), Failures()
    failure = Failure(probability=0.5)

    seen = await outcomes(first, failure, 40)

    assert seen == await outcomes(second, failure, 40)
    assert 10 < seen.count("x") < 30
    first.reset()
    assert await outcomes(first, failure, 40) == seen


async def test_only_the_named_route_fails() -> None:
    failure = Failure(route="/members")

    assert await outcomes(Failures(), failure, 2, "/members/me") == "xx"
    assert await outcomes(Failures(), failure, 2, "/boards/x") == "--"


async def test_a_failure_has_the_status_that_was_asked_for(plain: Asking) -> None:
    plain.sandbox.switches = Switches(failure=Failure(kind=503))

    assert await plain.refusal("/members/me") == (503, "failing on purpose")


async def test_a_limit_on_purpose_looks_like_trellos(plain: Asking) -> None:
    plain.sandbox.switches = Switches(failure=Failure(kind=429))

    response = await plain.response("/members/me")

    assert response.status == 429
    assert (await response.json())["error"] == "API_TOKEN_LIMIT_EXCEEDED"


async def test_a_connection_is_cut_without_an_answer(plain: Asking) -> None:
    plain.sandbox.switches = Switches(failure=Failure(kind="disconnect"))

    with pytest.raises(aiohttp.ClientConnectionError):
        await plain.response("/members/me")


async def test_a_silent_request_ends_when_the_server_stops() -> None:
    async with asking(plain_world(boards=1)) as plain:
        plain.sandbox.switches = Switches(failure=Failure(kind="timeout"))
        waiting = asyncio.create_task(plain.response("/members/me"))
        while not plain.calls.wire:  # noqa: ASYNC110  # the log tells nobody that it grows
            await asyncio.sleep(0)
        assert not waiting.done()

        plain.sandbox.failures.stop()

        with pytest.raises(aiohttp.ClientConnectionError):
            await waiting


async def test_failed_requests_are_written_down(plain: Asking) -> None:
    plain.sandbox.switches = Switches(failure=Failure(kind=500))

    await plain.response("/members/me")

    assert [call.path for call in plain.calls.wire] == ["/1/members/me"]


async def test_answers_wait_as_long_as_is_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("app.sandbox.failures.asyncio.sleep", sleep)
    failures = Failures()
    for _ in range(50):
        await failures.strike(Switches(latency_ms=100, jitter_ms=20), "/boards/x")

    assert min(waits) >= 0.1
    assert max(waits) <= 0.12
    assert len(set(waits)) > 5
