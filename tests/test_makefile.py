import asyncio
import re
from pathlib import Path

from tests.processes import ROOT, environment

MAKEFILE = (ROOT / "Makefile").read_text()


async def make(*arguments: str) -> tuple[str, str]:
    """Return what make wrote to its standard output and error."""
    process = await asyncio.create_subprocess_exec(
        "make",
        "--silent",
        *arguments,
        cwd=ROOT,
        env=environment(MAKEFLAGS="", MAKELEVEL="0"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return output.decode(), errors.decode()


async def test_help_lists_every_target_in_its_section() -> None:
    targets = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    sections = re.findall(r"^##@ (.+)$", MAKEFILE, re.MULTILINE)

    output, _ = await make("help")

    listed = [line.split() for line in output.splitlines() if line.startswith("  ")]
    assert [words[0] for words in listed] == targets
    assert all(len(words) > 1 for words in listed)
    assert [line for line in output.splitlines() if line and not line.startswith(" ")] == sections


async def test_every_board_of_the_command_line_is_loaded(tmp_path: Path) -> None:
    first = tmp_path / "AbCd1234 - a board.json"
    first.touch()

    _, errors = await make("run", f"BOARD={first}", "BOARD=second.json")
    _, others = await make("run", "BOARD=third.json", f"BOARD={first}")

    assert errors.splitlines()[0].startswith("BOARD: second.json is not a file; ")
    assert others.splitlines()[0].startswith("BOARD: third.json is not a file; ")
