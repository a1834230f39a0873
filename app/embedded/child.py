"""A process that the supervisor started, and that never outlives it."""

import asyncio
import ctypes
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self

_PR_SET_PDEATHSIG: Final = 1
_POLL_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Program:
    """A module of this project that can be run. `is_ready` tells whether it can be used yet."""

    name: str
    module: str
    is_ready: Callable[[], Awaitable[bool]]


class Child:
    """A running program."""

    def __init__(self, program: Program, process: asyncio.subprocess.Process) -> None:
        self.program = program
        self.pid = process.pid
        self._process = process

    @classmethod
    async def start(cls, program: Program, environment: Mapping[str, str]) -> Self:
        """Start a program in a session of its own, where a terminal's Ctrl-C does not reach it."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program.module,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        return cls(program, process)

    async def ready(self) -> None:
        """Return once the program can be used."""
        while not await self.program.is_ready():  # noqa: ASYNC110  # another process sets no event
            await asyncio.sleep(_POLL_SECONDS)

    async def ended(self) -> int:
        """Return the exit code, once there is one; it is negative if a signal ended the program."""
        return await self._process.wait()

    async def stop(self, seconds: float) -> None:
        """Ask the program to end, and kill it if it has not after that time."""
        if self._process.returncode is None:
            self._process.terminate()
        try:
            async with asyncio.timeout(seconds):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _die_with_parent() -> None:
    """Have the kernel kill this process when the supervisor is gone, however that ended (prctl(2))."""
    # Whoever ends the supervisor before it has stopped its programs does not want to wait for them.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
