"""The backend as a process of its own."""

import asyncio
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.contracts.api_token import new_token
from tests.processes import ROOT, Process, environment, running


@asynccontextmanager
async def serving(folder: Path, **variables: str) -> AsyncIterator[tuple[Process, str]]:
    """Yield a backend on an empty database, and its origin."""
    base = {
        "BACKEND_PORT": "0",
        "BACKEND_MIGRATE": "true",
        "DATABASE_URL": f"sqlite:///{folder}/backend.sqlite3",
    }
    async with running("app.backend", base | variables) as process:
        port = (await process.event("listening"))["port"]
        yield process, f"http://127.0.0.1:{port}"


async def test_it_migrates_seeds_and_serves_from_several_processes(tmp_path: Path) -> None:
    token = new_token()
    variables = {"BACKEND_DEMO_TOKEN": token, "BACKEND_WORKERS": "2"}
    async with serving(tmp_path, **variables) as (process, origin), ClientSession(origin) as client:
        headers = {"Authorization": f"Bearer {token}"}

        async def ask() -> int:
            async with client.get("/me", headers=headers) as response:
                return response.status

        assert await asyncio.gather(*(ask() for _ in range(20))) == [200] * 20
        async with client.get("/readyz") as response:
            assert (await response.json())["checks"]["database"] == "ok"
        process.send(signal.SIGTERM)

        assert await process.end() == 0
        assert token not in "".join(process.written) + await process.errors()


async def test_a_request_that_runs_when_it_is_told_to_stop_is_answered(tmp_path: Path) -> None:
    token = new_token()
    async with (
        serving(tmp_path, BACKEND_DEMO_TOKEN=token, DATABASE_TIMEOUT_SECONDS="60") as (process, origin),
        ClientSession(origin, headers={"Authorization": f"Bearer {token}"}) as client,
    ):
        with sqlite3.connect(tmp_path / "backend.sqlite3", isolation_level=None) as writer:
            writer.execute("BEGIN IMMEDIATE")
            request = asyncio.create_task(made(client))
            # What is answered after it, on connections of their own, says that it waits for the lock by now.
            for _ in range(5):
                assert await probe(origin) == 200
            process.send(signal.SIGTERM)
            writer.execute("COMMIT")

        assert await request == 201
        assert await process.end() == 0


async def probe(origin: str) -> int:
    async with ClientSession() as client, client.get(f"{origin}/healthz") as response:
        return response.status


async def made(client: ClientSession) -> int:
    async with client.post("/token", json={"name": "ci"}) as response:
        return response.status


async def test_a_taken_port_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running("app.backend", {"BACKEND_PORT": str(port)}) as process:
            assert await process.end() == 2
            assert await process.errors() == (
                f"BACKEND_PORT: 127.0.0.1:{port} is taken; set another port, or stop what listens there\n"
            )


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        (
            {"BACKEND_HOST": "192.0.2.1", "BACKEND_PORT": "8000"},
            "BACKEND_HOST: cannot listen on 192.0.2.1:8000; set an address of this machine\n",
        ),
        ({"BACKEND_PORT": "x"}, "BACKEND_PORT: must be a whole number\n"),
    ],
)
async def test_what_cannot_be_started_is_one_line(variables: dict[str, str], told: str) -> None:
    async with running("app.backend", variables) as process:
        assert await process.end() == 2
        assert await process.errors() == told


async def manage(*words: str, **variables: str) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.backend.manage",
        *words,
        cwd=ROOT,
        env=environment(**variables),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


async def test_a_production_passes_djangos_checks_for_deployment() -> None:
    code, output, errors = await manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        ENVIRONMENT="production",
        BACKEND_SECRET_KEY="5fGq2LwZ8xT0pVbN4kRjYcHsDmEuAo7iX9ePzQrWtUvKl3BnMa",
        BACKEND_TOKEN_KEYS="x" * 50,
        BACKEND_SERVICE_SECRETS="x" * 50,
        BACKEND_ENCRYPTION_KEYS="MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        BACKEND_ALLOWED_HOSTS="api.example.com",
        DATABASE_URL="sqlite:///:memory:",
    )

    assert (code, errors) == (0, "")
    assert output == "System check identified no issues (3 silenced).\n"


async def test_commands_keep_standard_output_for_what_was_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/backend.sqlite3"
    assert (await manage("migrate", "--verbosity=0", DATABASE_URL=url))[0] == 0

    code, output, errors = await manage("seed_demo", DATABASE_URL=url, REDIS_URL="redis://127.0.0.1:9/0")

    assert code == 0
    assert len(output.split()) == 1
    assert "event not published" in errors
