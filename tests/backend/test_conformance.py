"""Every answer of a backend that runs is one that its OpenAPI document has, whoever asks for whatever.

FUZZED_ENDPOINTS is how many requests each endpoint gets at random, of each client; `make fuzz` sends more.
"""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from app.sandbox.seed import plain_world
from tests.backend.asking import SERVICE_SECRET
from tests.backend.test_serve import manage, serving
from tests.processes import environment
from tests.sandbox.asking import asking

REQUESTS: Final = os.environ.get("FUZZED_ENDPOINTS", "10")

SCHEMATHESIS: Final = str(Path(sys.executable).with_name("schemathesis"))


@dataclass(frozen=True)
class Fuzzed:
    """A backend that runs, and the password of an admin who is called `boss`."""

    origin: str
    password: str
    folder: Path

    async def report(self, *options: str) -> Any:
        """Return what Schemathesis says of all answers, which each conform to the document."""
        report = self.folder / "report.json"
        process = await asyncio.create_subprocess_exec(
            SCHEMATHESIS,
            "run",
            f"{self.origin}/api/openapi.json",
            f"--max-examples={REQUESTS}",
            "--generation-deterministic",
            # Whether a token is one of Trello's is not for a schema to say.
            "--exclude-checks=positive_data_acceptance",
            "--report=json",
            f"--report-json-path={report}",
            "--no-color",
            *options,
            cwd=self.folder,
            env=environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        told, _ = await process.communicate()
        assert process.returncode == 0, told.decode()
        return json.loads(report.read_text())

    def session(self) -> list[str]:
        """Return what sends the session of the admin along."""
        with httpx.Client(base_url=self.origin) as client:
            csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/admin/login/").text)
            assert csrf
            form = {"csrfmiddlewaretoken": csrf[1], "username": "boss", "password": self.password}
            assert client.post("/admin/login/", data=form).status_code == httpx.codes.FOUND
            cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            return [f"--header=Cookie: {cookies}", f"--header=X-CSRFToken: {client.cookies['csrftoken']}"]


@pytest.fixture
async def fuzzed(tmp_path: Path) -> AsyncIterator[Fuzzed]:
    async with asking(plain_world(boards=1)) as trello:
        variables = {
            "BACKEND_LOCKOUT_PER_ADDRESS": "0",
            "DATABASE_URL": f"sqlite:///{tmp_path}/backend.sqlite3",
            "TRELLO_URL": str(trello.client.make_url("/1")),
        }
        async with serving(tmp_path, **variables) as (process, origin):
            # What it writes has to be read by somebody.
            ending = asyncio.create_task(process.end())
            words = ("create_admin", "https://one.example", "boss", "boss")
            code, password, _ = await manage(*words, **variables)
            assert code == 0
            yield Fuzzed(origin, password.strip(), tmp_path)
            process.send(signal.SIGTERM)
            assert await ending == 0
            assert "Traceback" not in "".join(process.written)


async def test_every_answer_is_one_that_the_document_has(fuzzed: Fuzzed) -> None:
    by_session = await fuzzed.report("--exclude-path-regex=^/internal", *fuzzed.session())
    secret = f"--header=Authorization: Bearer {SERVICE_SECRET}"
    by_secret = await fuzzed.report("--include-path-regex=^/internal", secret)
    by_nobody = await fuzzed.report("--phases=coverage")

    everything = [by_session, by_secret, by_nobody]
    selected = [each["operations"]["selected"] for each in everything]
    assert selected[0] + selected[1] == selected[2] == by_nobody["operations"]["total"]
    assert [each["operations"]["tested"] for each in everything] == selected
    assert sum(each["test_cases"]["generated"] for each in everything) > 500
    assert [each["failures"] + each["errors"] for each in everything] == [[], [], []]
