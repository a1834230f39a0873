"""CPU time and upstream calls of queries, measured in rounds."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any, TypeAlias

from bench.scenario import CONNECTIONS, Pace, table
from bench.stub import Stub
from bench.subjects import Subject
from bench.workloads import WORKLOADS, Workload


@dataclass(frozen=True)
class Sample:
    """What a query took: milliseconds of CPU time, calls of the upstream. `rate` is queries a second.

    `ratio` is that of its CPU time to the first program's in the same round.
    """

    cpu_ms: float
    calls: float
    rate: float
    ratio: float = 1.0


Figures: TypeAlias = dict[str, dict[str, Sample]]
"""Medians of the rounds, by program and workload."""


async def measure(
    subjects: Sequence[Subject],
    stub: Stub,
    pace: Pace,
    workloads: Sequence[Workload] = WORKLOADS,
    members: Sequence[int] = range(CONNECTIONS),
) -> Figures:
    """Return what each query takes, asked for at once for so many members, different ones or the same.

    In a round every program has its turn at a workload before any has the next, so that whatever else the
    machine does meanwhile is done to all.
    """
    samples: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for number in range(pace.rounds + 1):
        for workload in workloads:
            base = None
            for subject in subjects:
                if workload.name in subject.lengths:
                    seconds = pace.seconds if number else pace.warm_up_seconds
                    sample = await _sample(subject, stub, workload, members, seconds)
                    base = base or sample
                    if number:
                        compared = replace(sample, ratio=_ratio(sample, base))
                        samples[subject.program.name, workload.name].append(compared)
    figures: Figures = defaultdict(dict)
    for (program, name), taken in samples.items():
        figures[program][name] = _median(taken)
    return dict(figures)


async def _sample(
    subject: Subject, stub: Stub, workload: Workload, members: Sequence[int], seconds: float
) -> Sample:
    cpu, calls = subject.process.cpu_seconds(), stub.calls
    sent = await subject.send(workload, stub.members(members), seconds)
    cpu, calls = subject.process.cpu_seconds() - cpu, stub.calls - calls
    return Sample(cpu / sent.queries * 1000, calls / sent.queries, sent.rate)


def _ratio(sample: Sample, base: Sample) -> float:
    # Less than a tick of the kernel's clock is nothing.
    return sample.cpu_ms / base.cpu_ms if base.cpu_ms else math.nan


def _median(samples: Sequence[Sample]) -> Sample:
    figures = zip(*map(astuple, samples), strict=True)
    return Sample(*(statistics.median(figure) for figure in figures))


def as_json(figures: Figures) -> Any:
    """Return the figures for a file."""
    return {
        program: {name: asdict(sample) for name, sample in taken.items()}
        for program, taken in figures.items()
    }


def costs(figures: Figures) -> str:
    """Return a table of CPU time, with its ratio to that of the first program."""

    def cell(taken: Sample) -> str:
        return f"{taken.cpu_ms:.3f} ({taken.ratio:.2f})"

    return _by_workload(f"CPU ms per query (ratio to {next(iter(figures))})", figures, cell)


def rates(figures: Figures) -> str:
    """Return a table of rates; the calls of the upstream for each query stand in parentheses."""

    def cell(taken: Sample) -> str:
        return f"{taken.rate:,.0f} ({taken.calls:.3g})"

    return _by_workload("Queries a second (calls of the upstream for each)", figures, cell)


def _by_workload(title: str, figures: Figures, cell: Callable[[Sample], str]) -> str:
    names = list(next(iter(figures.values())))
    rows = [
        [program, *(cell(taken[name]) if name in taken else "-" for name in names)]
        for program, taken in figures.items()
    ]
    return table([title, *names], rows)
