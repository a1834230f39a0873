import os
import signal
from pathlib import Path

from app.embedded.child import Child, Program
from tests.processes import environment


def program(ready_file: Path) -> Program:
    async def is_ready() -> bool:
        return ready_file.exists()  # noqa: ASYNC240  # a look, on a local disk

    return Program("stubborn one", "tests.embedded.stubborn", is_ready)


async def test_a_program_that_does_not_end_when_asked_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    child = await Child.start(program(ready), environment(READY_FILE=str(ready)))
    await child.ready()

    await child.stop(0.05)

    assert await child.ended() == -signal.SIGKILL


async def test_a_program_that_has_ended_is_left_alone(tmp_path: Path) -> None:
    child = await Child.start(program(tmp_path / "ready"), environment())
    assert await child.ended() == 1

    await child.stop(0)

    assert await child.ended() == 1


async def test_ctrl_c_in_the_terminal_does_not_reach_the_program(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    child = await Child.start(program(ready), environment(READY_FILE=str(ready)))
    await child.ready()

    assert os.getpgid(child.pid) == child.pid

    await child.stop(0)
