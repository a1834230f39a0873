"""Programs as processes on one core, and what they take of it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_CORES: Final = sorted(os.sched_getaffinity(0))
_PATIENCE_SECONDS: Final = 10.0

MEASURED: Final = frozenset(_CORES[:1])
"""The core of whatever is measured."""
SEVERAL: Final = frozenset(_CORES[:-1] or _CORES)
"""The cores of a program of several processes."""
MEASURING: Final = frozenset(_CORES[-1:])
"""The core of the load and the upstream: another one, if there is one."""


@dataclass(frozen=True)
class Process:
    """`pid` is its first process, which may have started others."""

    pid: int
    ended: asyncio.Event

    def cpu_seconds(self) -> float:
        """Return the CPU time, user and system, that its processes have taken so far (proc_pid_stat(5))."""
        return sum(_cpu_ticks(pid) for pid in _family(self.pid)) / _TICKS

    def resident_bytes(self) -> int:
        """Return the memory that its processes have resident now, in all (proc_pid_statm(5))."""
        return sum(_resident_bytes(pid) for pid in _family(self.pid))


@contextmanager
def pinned(cores: frozenset[int]) -> Iterator[None]:
    """Run this thread, and whatever it starts meanwhile, on these cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@asynccontextmanager
async def running(
    command: Sequence[str], variables: Mapping[str, str], *, log: Path | None = None
) -> AsyncIterator[Process]:
    """Run a command, with `variables` beside those of the environment, and end it.

    What it writes goes to the file `log`, if there is one, else to where this process writes.
    """
    output = await asyncio.to_thread(log.open, "wb") if log else None
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **variables},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=output,
    )
    if output:
        output.close()
    ended = asyncio.Event()
    watch = asyncio.create_task(_watch(process, ended))
    try:
        yield Process(process.pid, ended)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(ended.wait(), _PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
        await watch


async def _watch(process: asyncio.subprocess.Process, ended: asyncio.Event) -> None:
    await process.wait()
    ended.set()


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _cpu_ticks(pid: int) -> int:
    # The name, in parentheses, may hold spaces; of what comes after it, the times are the 12th and 13th.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
