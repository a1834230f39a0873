"""Judges in JavaScript: what others wrote, by `tests/package.json`, and our scripts beside the tests."""

import asyncio
from pathlib import Path
from typing import Final

import pytest

from tests.processes import ROOT

needs_node: Final = pytest.mark.skipif(
    not (ROOT / "tests" / "node_modules").is_dir(),
    reason="judges in JavaScript are not installed: `make judges`",
)


async def output_of(script: Path, *arguments: str) -> str:
    """Return what a script writes; it must end well."""
    process = await asyncio.create_subprocess_exec(
        "node",
        str(script),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode()
    return output.decode()
