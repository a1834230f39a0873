"""Every program, every workload, in rounds: what a query takes, and how often it asks upstream."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bench.stub import Stub
from bench.subjects import Subject
from bench.workloads import WORKLOADS, Workload

CONNECTIONS: Final = 32


@dataclass(frozen=True)
class Sample:
    """What a query took: milliseconds of CPU time, calls of the upstream. `rate` is queries a second."""

    cpu_ms: float
    calls: float
    rate: float


Figures: TypeAlias = dict[str, dict[str, Sample]]
"""Medians of the rounds, by program and workload."""


async def measure(
    subjects: Sequence[Subject],
    stub: Stub,
    *,
    rounds: int,
    seconds: float,
    workloads: Sequence[Workload] = WORKLOADS,
    connections: int = CONNECTIONS,
) -> Figures:
    """Return what each query takes, each program measured for so many seconds in each round.

    In a round every program has its turn at a workload before any has the next, so that whatever else the
    machine does meanwhile is done to all. One round before the first is not counted.
    """
    samples: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for number in range(rounds + 1):
        for workload in workloads:
            for subject in subjects:
                if workload.name in subject.lengths:
                    sample = await _sample(subject, stub, workload, connections, seconds)
                    if number:
                        samples[subject.program.name, workload.name].append(sample)
    figures: Figures = defaultdict(dict)
    for (program, workload_name), taken in samples.items():
        figures[program][workload_name] = _median(taken)
    return dict(figures)


async def _sample(
    subject: Subject, stub: Stub, workload: Workload, connections: int, seconds: float
) -> Sample:
    cpu, calls = subject.process.cpu_seconds(), stub.calls
    sent = await subject.send(workload, connections=connections, seconds=seconds)
    cpu, calls = subject.process.cpu_seconds() - cpu, stub.calls - calls
    return Sample(cpu / sent.queries * 1000, calls / sent.queries, sent.rate)


def _median(samples: Sequence[Sample]) -> Sample:
    return Sample(
        *(statistics.median(getattr(each, name) for each in samples) for name in ("cpu_ms", "calls", "rate"))
    )
