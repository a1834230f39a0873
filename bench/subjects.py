"""Programs that run, and whose answers have been found to be equal. Nothing else is measured."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final

from bench import load
from bench.load import Load, WrongAnswerError
from bench.process import Process
from bench.programs import Program, Started, started
from bench.stub import Stub
from bench.workloads import W1, WORKLOADS, Workload

_POLL_SECONDS: Final = 0.005
_START_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Subject:
    """A program with the seconds that passed from its start to its first answer.

    `lengths` are the bytes of its answers' bodies, by workload; it has no fields for the others.
    """

    program: Program
    process: Process
    url: str
    start_seconds: float
    lengths: dict[str, int] = field(default_factory=dict)

    async def check(self, workload: Workload, member: str, expected: Any) -> None:
        """Raise `WrongAnswerError` unless it answers as expected; remember how long that answer is."""
        answer, length = await load.ask(self.url, workload.body(member), self.program.headers)
        if answer != expected:
            raise WrongAnswerError(f"{self.program.name} answers {workload.name} with {str(answer)[:500]}")
        self.lengths[workload.name] = length

    async def send(self, workload: Workload, members: Sequence[str], seconds: float) -> Load:
        """Ask for each of some members, again and again, each time when the answer before has come."""
        headers = self.program.headers
        sources = [repeat(load.request(self.url, workload.body(member), headers)) for member in members]
        return await load.send(self.url, sources, length=self.lengths[workload.name], seconds=seconds)


@asynccontextmanager
async def subjects(
    programs: Sequence[Program], stub: Stub, workloads: Sequence[Workload] = WORKLOADS
) -> AsyncIterator[list[Subject]]:
    """Start programs, and end them. The first one says what is right: all others must answer the same.

    Raises `WrongAnswerError` if one does not, or ends, or does not answer at all.
    """
    async with AsyncExitStack() as stack:
        found = []
        for program in programs:
            begun = time.perf_counter()
            running = await stack.enter_async_context(started(program, stub.url))
            await _answered(running, stub)
            found.append(Subject(program, running.process, running.url, time.perf_counter() - begun))
        for workload in workloads:
            # Another member than those who are asked for first, so that copies are known to be right.
            member = stub.members([255])[0]
            expected, _ = await load.ask(found[0].url, workload.body(member), found[0].program.headers)
            for subject in found:
                if workload.name not in subject.program.cannot:
                    await subject.check(workload, member, expected)
        yield found


async def _answered(running: Started, stub: Stub) -> None:
    """Return once a program has answered."""
    deadline = time.perf_counter() + _START_SECONDS
    while True:
        try:
            await load.ask(running.url, W1.body(stub.members([0])[0]), running.program.headers)
        except (OSError, WrongAnswerError) as error:
            if running.process.ended.is_set() or time.perf_counter() > deadline:
                said = running.log.read_text(errors="replace")[-2000:]
                raise WrongAnswerError(f"{running.program.name} does not start: {error}\n{said}") from None
        else:
            return
        await asyncio.sleep(_POLL_SECONDS)
