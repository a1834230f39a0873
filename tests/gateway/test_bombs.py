"""Documents that are made to hurt are refused for little time and memory, by the engine and a whole gateway.

Tartiflette on its own crashes of the first, takes half a minute for others, and half a gigabyte.
"""

import re
import time
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from app.composition.engine import create_engine
from app.gateway.context import RequestContext
from app.gateway.engine import GraphQLEngine
from app.settings.gateway import GatewaySettings
from tests.gateway.bombs import BOMBS, LONG
from tests.processes import Process, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

MEBIBYTE: Final = 2**20

PEAK_BYTES: Final = 4 * MEBIBYTE
"""Memory that a document may take at most, while it is refused."""

BYTES_PER_CHARACTER: Final = 40
"""Memory for each character of a token that goes on and on; a name takes most, to find a better one."""

GATEWAY_BYTES: Final = 64 * MEBIBYTE
"""Memory by which a gateway may grow that is sent all of them, one after another."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine() -> GraphQLEngine:
    created = create_engine(GatewaySettings())
    await created.cook()
    return created


async def answered(engine: GraphQLEngine, text: str) -> tuple[dict[str, Any], int]:
    """Return the response, and how many bytes were taken at most to find it."""
    tracemalloc.start()
    started = time.process_time()
    try:
        response = await engine.execute(text, context=RequestContext("bomb", None, deadline=float("inf")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    seconds = time.process_time() - started
    print(f"{seconds:.3f} s of CPU, tracing included; {peak / MEBIBYTE:.1f} MiB")  # noqa: T201  # for people
    return response, peak


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
async def test_bomb_is_refused_and_takes_little_memory(engine: GraphQLEngine, text: str) -> None:
    response, peak = await answered(engine, text)

    (error,) = response["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_EXPENSIVE"
    assert "data" not in response
    assert peak <= PEAK_BYTES


@pytest.mark.parametrize(("text", "code"), LONG.values(), ids=LONG)
async def test_token_that_goes_on_and_on_takes_memory_in_proportion(
    engine: GraphQLEngine, text: str, code: str | None
) -> None:
    response, peak = await answered(engine, text)

    assert [error["extensions"]["code"] for error in response.get("errors", ())] == ([code] if code else [])
    assert peak <= BYTES_PER_CHARACTER * len(text)


async def test_a_gateway_survives_them_all_and_stays_small() -> None:
    texts = [*BOMBS.values(), *(text for text, _ in LONG.values())]
    async with running("app.main", {"GATEWAY_PORT": "0"}) as process:
        port = (await process.event("listening"))["port"]
        async with ClientSession(f"http://127.0.0.1:{port}") as client:
            assert await statuses(client, ["{ __typename }"]) == {200}
            before = most_memory_of(process)
            assert await statuses(client, texts) == {200, 400}
            assert await statuses(client, ["{ __typename }"]) == {200}
            grown = most_memory_of(process) - before
    print(f"grew by {grown / MEBIBYTE:.1f} MiB")  # noqa: T201  # for people
    assert grown <= GATEWAY_BYTES


async def statuses(client: ClientSession, texts: Iterable[str]) -> set[int]:
    """Return the statuses of the answers to documents that are sent one after another."""
    found = set()
    for text in texts:
        headers = {"Accept": "application/graphql-response+json"}
        async with client.post("/graphql", json={"query": text}, headers=headers) as response:
            found.add(response.status)
    return found


def most_memory_of(process: Process) -> int:
    """Return the most memory that a process has had at once, in bytes (proc_pid_status(5), VmHWM)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kibibytes) * 1024
