"""What it costs to know who asks, once a token has been shown before: AUTH=tokens beside AUTH=off."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Final

from app.embedded.ports import free_ports, is_listening
from bench import rounds
from bench.gateways import ASKING_NOBODY, with_tokens
from bench.process import running
from bench.scenario import Pace, Result, Wanted
from bench.stub import HOST, Stub
from bench.subjects import subjects
from bench.workloads import W1, W2

_MAKE_TOKEN: Final = ("-m", "app.backend.manage", "create_token", "https://id.example.com", "bench")


async def run(stub: Stub, pace: Pace, wanted: Wanted) -> Result:  # noqa: ARG001  # as every scenario
    async with _backend() as variables:
        programs = [ASKING_NOBODY, with_tokens(variables, await _token(variables))]
        async with subjects(programs, stub, [W1, W2]) as compared:
            figures = await rounds.measure(compared, stub, pace, [W1, W2])
    return Result([rounds.costs(figures)], rounds.as_json(figures))


@asynccontextmanager
async def _backend() -> AsyncIterator[dict[str, str]]:
    """Run the backend on a database of its own; yield the settings of whoever belongs to it."""
    port = free_ports({"BACKEND_PORT": (HOST, 0)})["BACKEND_PORT"]
    with TemporaryDirectory() as folder:
        variables = {
            "BACKEND_SERVICE_SECRETS": token_hex(),
            "BACKEND_URL": f"http://{HOST}:{port}",
            "DATABASE_URL": f"sqlite:///{folder}/backend.sqlite3",
        }
        own = {"BACKEND_PORT": str(port), "BACKEND_MIGRATE": "true"}
        async with running((sys.executable, "-m", "app.backend"), variables | own, log=Path(folder) / "log"):
            while not await is_listening(HOST, port):  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.05)
            yield variables


async def _token(variables: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *_MAKE_TOKEN, env=os.environ | variables, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return printed.decode().strip()
