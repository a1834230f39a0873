import asyncio
import os
import re
import shlex
import signal
import socket
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from tests.processes import Process, gone, marked, running

WITHOUT_TRELLO = {"TRELLO_URL": "http://127.0.0.1:9/1"}


@pytest.fixture
def marker() -> Iterator[str]:
    """A text in the environment of all that a test starts; whatever of it is left at the end is killed."""
    text = f"TEST_RUN={uuid.uuid4().hex}"
    yield text
    for pid in marked(text):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@asynccontextmanager
async def supervisor(marker: str, *boards: str, **variables: str) -> AsyncIterator[Process]:
    ports = {"GATEWAY_PORT": "0", "BACKEND_PORT": "0", "SANDBOX_PORT": "0", "EMBEDDED_REDIS_PORT": "0"}
    name, _, value = marker.partition("=")
    async with running(
        "app.embedded.supervisor",
        {**ports, name: value, **variables},
        [f"--board={board}" for board in boards],
    ) as process:
        yield process


async def status(client: ClientSession, url: str) -> int:
    async with client.get(url) as response:
        return response.status


async def logged_calls(client: ClientSession, url: str) -> list[Any]:
    async with client.get(url) as response:
        wire: list[Any] = (await response.json())["wire"]
        return wire


def children(marker: str, process: Process) -> dict[str, int]:
    """Return the ids of the processes that were started, by the module that each runs."""
    found = {}
    for pid in marked(marker):
        command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        if pid != process.pid:
            found[command[2]] = pid
    return found


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_stops_everything_in_order(marker: str, which: signal.Signals) -> None:
    async with supervisor(marker, **WITHOUT_TRELLO) as process:
        await process.line("Everything runs")
        assert set(children(marker, process)) == {"app.embedded.redis", "app.backend", "app.main"}

        process.send(which)

        assert await process.end() == 0
        assert await process.errors() == ""
        assert marked(marker) == []


async def test_it_says_where_everything_is_and_what_to_ask_first(marker: str) -> None:
    async with supervisor(marker, **WITHOUT_TRELLO, GATEWAY_EXPLORER_QUERY="{ __typename\n}") as process:
        await process.line("Everything runs; Ctrl-C stops it.")
        graphiql = (await process.line("GraphiQL  ")).split()[1]
        graphql = (await process.line("GraphQL  ")).split()[1]
        backend = (await process.line("Backend  ")).split()[1]
        await process.line("Embedded Redis  redis://127.0.0.1:")
        token = (await process.line("Demo token  ")).split()[2]
        await process.line("A first query:")
        curl = await process.line("curl -s")
        body = await process.line("-d '")

        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/graphiql", graphiql)
        assert curl.split() == ["curl", "-s", graphql, "-H", "'Content-Type:", "application/json'", "\\"]
        assert body.strip() == """-d '{"query": "{ __typename }"}'"""
        async with (
            ClientSession() as client,
            client.post(
                graphql, data=body.split("'")[1], headers={"Content-Type": "application/json"}
            ) as response,
        ):
            assert await response.json() == {"data": {"__typename": "Query"}}
        headers = {"Authorization": f"Bearer {token}"}
        me = backend.replace("/api/docs", "/me")
        async with ClientSession(headers=headers) as client, client.get(me) as response:
            assert (await response.json())["account"] == "ada"


async def test_with_tokens_the_first_query_shows_the_demo_token(marker: str) -> None:
    variables = {"AUTH": "tokens", "GATEWAY_EXPLORER_QUERY": "{ __typename }"}
    async with supervisor(marker, **WITHOUT_TRELLO, **variables) as process:
        token = (await process.line("Demo token  ")).split()[2]
        curl = shlex.split((await process.line("curl -s")).rstrip("\\") + await process.line("-d '"))

        assert curl[5:7] == ["-H", f"Authorization: Bearer {token}"]
        headers = dict(each.split(": ", 1) for each in curl[4:7:2])
        async with ClientSession() as client:
            async with client.post(curl[2], data=curl[-1], headers=headers) as response:
                assert await response.json() == {"data": {"__typename": "Query"}}
            assert await status(client, curl[2] + "?query={__typename}") == 401


async def test_a_program_that_ends_stops_everything(marker: str) -> None:
    async with supervisor(marker, **WITHOUT_TRELLO) as process:
        await process.line("A first query")
        os.kill(children(marker, process)["app.embedded.redis"], signal.SIGKILL)

        assert await process.end() == 1
        assert await process.errors() == (
            "Everything stops: the embedded Redis ended with code -9; its last lines say why.\n"
        )
        assert marked(marker) == []


async def test_nothing_outlives_a_supervisor_that_was_killed(marker: str) -> None:
    async with supervisor(marker, **WITHOUT_TRELLO) as process:
        await process.line("A first query")
        assert "app.backend" in children(marker, process)

        process.send(signal.SIGKILL)

        assert await process.end() == -signal.SIGKILL
        await gone(marker)


async def test_a_killed_supervisor_leaves_no_slow_request_behind(marker: str) -> None:
    # Within the time that the offline Trello gives running requests when it is told to stop.
    async with supervisor(marker, SANDBOX_LATENCY_MS="4000") as process, ClientSession() as client:
        trello = (await process.line("Offline Trello  ")).split()[2]
        request = asyncio.create_task(status(client, f"{trello}/members/me"))
        calls = trello.removesuffix("/1") + "/_control/calls"
        while not await logged_calls(client, calls):  # noqa: ASYNC110  # another process sets no event
            await asyncio.sleep(0.01)

        process.send(signal.SIGKILL)

        with pytest.raises(ClientConnectionError):
            await request
        await gone(marker)


async def test_a_program_that_cannot_start_stops_everything(marker: str) -> None:
    variables = WITHOUT_TRELLO | {"GATEWAY_HOST": "192.0.2.1", "GATEWAY_PORT": "8080"}
    async with supervisor(marker, **variables) as process:
        assert await process.end() == 1
        assert await process.errors() == (
            "GATEWAY_HOST: cannot listen on 192.0.2.1:8080; set an address of this machine\n"
            "Everything stops: the gateway ended with code 2; its last lines say why.\n"
        )
        assert marked(marker) == []


async def test_a_taken_port_is_one_line_and_nothing_starts(marker: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with supervisor(marker, **WITHOUT_TRELLO, GATEWAY_PORT=str(port)) as process:
            assert await process.end() == 2
            assert process.written == []
            assert await process.errors() == (
                f"GATEWAY_PORT: 127.0.0.1:{port} is taken; set another port, or stop what listens there\n"
            )


async def test_unusable_settings_of_any_program_are_told_together(marker: str) -> None:
    async with supervisor(marker, SANDBOX_LIMITS="x", GATEWAY_PORT="x", LOG_LEVEL="x") as process:
        assert await process.end() == 2
        assert (await process.errors()).splitlines() == [
            "LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR",
            "GATEWAY_PORT: must be a whole number",
            "SANDBOX_LIMITS: must be off or strict",
        ]


async def test_a_missing_board_is_one_line_and_nothing_starts(marker: str) -> None:
    async with supervisor(marker, "nowhere.json") as process:
        assert await process.end() == 2
        assert process.written == []
        assert await process.errors() == (
            "BOARD: nowhere.json is not a file; name one that was exported from Trello as JSON\n"
        )


async def test_a_broken_board_is_named_and_nothing_is_written_after_it(marker: str, tmp_path: Path) -> None:
    board = tmp_path / "broken.json"
    board.write_text("{")
    async with supervisor(marker, str(board), REDIS_URL="redis://127.0.0.1:9/0") as process:
        assert await process.end() == 1
        assert process.written == []
        first, last = (await process.errors()).splitlines()
        assert first.startswith(f"{board}: is not JSON")
        assert last == "Everything stops: the offline Trello ended with code 2; its last lines say why."
        assert marked(marker) == []
