"""The examples of docs/graphql-api.md, run as they stand against what `make run` starts."""

import asyncio
import json
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.house import House
from tests.node import needs_node
from tests.processes import ROOT

of_this_module = pytest.mark.asyncio(loop_scope="module")

PAGE: Final = (ROOT / "docs" / "graphql-api.md").read_text()
EXAMPLE: Final = re.compile(r"^## ([^\n]+)\n[^`]*```(?:sh|python|js)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES: Final[dict[str, str]] = dict(EXAMPLE.findall(PAGE))
AS_WRITTEN: Final = "127.0.0.1:8080"


def example(title: str, house: House) -> str:
    """Return an example, asking the gateway of the test."""
    code = EXAMPLES[title]
    assert AS_WRITTEN in code
    return code.replace(AS_WRITTEN, house.urls["GraphQL"].split("/")[2])


async def output(command: Sequence[str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return printed.decode()


def assert_member_and_time(printed: str) -> None:
    username, time = printed.split()
    assert username == "ada"
    assert datetime.fromisoformat(time).tzinfo is not None


def test_every_example_is_run_here() -> None:
    assert list(EXAMPLES) == ["Ask", "Python: gql", "JavaScript: Apollo Client", "JavaScript: urql"]
    assert PAGE.count("```") == 2 * len(EXAMPLES)


@of_this_module
async def test_curl(house: House) -> None:
    answer = json.loads(await output(["bash", "-c", example("Ask", house)]))

    assert answer["data"]["member"]["username"] == "ada"
    assert len(answer["data"]["member"]["actions"]["nodes"]) == 3


@of_this_module
async def test_gql(house: House) -> None:
    assert_member_and_time(await output([sys.executable, "-c", example("Python: gql", house)]))


@of_this_module
@needs_node
@pytest.mark.parametrize("client", ["Apollo Client", "urql"])
async def test_clients_in_javascript(house: House, client: str, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "tests" / "node_modules")
    script = tmp_path / "example.mjs"
    script.write_text(example(f"JavaScript: {client}", house))

    # Browsers have WebSockets, and Node.js from version 22 on.
    websocket = tmp_path / "websocket.mjs"
    websocket.write_text("import { WebSocket } from 'ws';\nglobalThis.WebSocket ??= WebSocket;\n")

    assert_member_and_time(await output(["node", "--import", str(websocket), str(script)]))
