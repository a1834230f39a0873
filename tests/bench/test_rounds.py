import sys
from collections.abc import AsyncIterator

import pytest

from bench import rounds
from bench.gateways import OURS
from bench.load import WrongAnswerError
from bench.programs import ANCESTOR, COMPOSED, STORED, Program
from bench.scenario import Pace
from bench.stub import Stub, serving
from bench.subjects import subjects
from bench.workloads import W1, W2, world


@pytest.fixture
async def stub() -> AsyncIterator[Stub]:
    async with serving(Stub(world(100))) as stub:
        yield stub


async def test_programs_with_equal_answers_are_measured_side_by_side(stub: Stub) -> None:
    async with subjects([COMPOSED, STORED, OURS, ANCESTOR], stub, [W1, W2]) as running:
        figures = await rounds.measure(running, stub, Pace(1, 0.01, 0.01), [W2])

    assert {program: list(taken) for program, taken in figures.items()} == {
        COMPOSED.name: ["W2"],
        STORED.name: ["W2"],
        OURS.name: ["W2"],
        ANCESTOR.name: ["W2"],
    }
    assert [taken["W2"].calls for taken in figures.values()] == [1, 0, 1, 3]
    assert all(taken["W2"].rate > 0 for taken in figures.values())


async def test_a_program_that_answers_something_else_is_not_measured(stub: Stub) -> None:
    async with subjects([COMPOSED], stub, [W2]) as (subject,):
        with pytest.raises(WrongAnswerError, match="answers W2 with"):
            await subject.check(W2, stub.members([0])[0], {"data": None})


async def test_a_program_that_does_not_start_says_why(stub: Stub) -> None:
    with pytest.raises(WrongAnswerError, match=r"does not start: (?s:.*)KeyError: 'ANSWERS'"):
        async with subjects([Program("broken", (sys.executable, "-m", "bench.limit"))], stub):
            pass


def test_figures_become_json() -> None:
    figures = {"limit": {"W1": rounds.Sample(0.1, 1.0, 10_000.0)}}

    figure = {"cpu_ms": 0.1, "calls": 1.0, "rate": 10_000.0, "ratio": 1.0}
    assert rounds.as_json(figures) == {"limit": {"W1": figure}}


def test_figures_are_told_with_their_ratio_to_a_base() -> None:
    figures = {
        "limit": {"W1": rounds.Sample(0.1, 1, 10_000, 1), "W2": rounds.Sample(0.2, 1, 5_000, 1)},
        "peer": {"W1": rounds.Sample(0.25, 2.5, 4_000, 2.5)},
    }

    assert rounds.costs(figures).splitlines() == [
        "| CPU ms per query (ratio to limit) |           W1 |           W2 |",
        "|-----------------------------------|-------------:|-------------:|",
        "| limit                             | 0.100 (1.00) | 0.200 (1.00) |",
        "| peer                              | 0.250 (2.50) |            - |",
    ]
    assert rounds.rates(figures).splitlines()[2:] == [
        "| limit                                             |  10,000 (1) | 5,000 (1) |",
        "| peer                                              | 4,000 (2.5) |         - |",
    ]
