"""Lets a program that nobody here wrote use the offline Trello, and collects what it says about each call."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.sandbox.seed.people import token_of
from app.settings.trello import SANDBOX_API_KEY
from tests.processes import ROOT, environment, running


@dataclass(frozen=True)
class Verdict:
    """What a judge says of one call.

    One that it did not judge is `unspoken` if the offline Trello has no route for it, else `unjudged`.
    """

    name: str
    outcome: Literal["passed", "failed", "unspoken", "unjudged"]
    problem: str = ""


async def judged(command: Sequence[str], variables: Mapping[str, str]) -> list[Verdict]:
    """Return the verdicts of a judge on an offline Trello of its own, with the demo workspace.

    A judge is a program that finds the offline Trello's address in `SANDBOX_URL`, `ada`'s credentials in
    `SANDBOX_KEY` and `SANDBOX_TOKEN`, and writes one JSON object for each verdict, a line each.
    """
    async with running("app.sandbox", {"SANDBOX_PORT": "0"}) as sandbox:
        port = (await sandbox.event("listening"))["port"]
        given = {
            "SANDBOX_URL": f"http://127.0.0.1:{port}",
            "SANDBOX_KEY": SANDBOX_API_KEY,
            "SANDBOX_TOKEN": token_of("ada"),
        }
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=environment(**given, **variables),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
    assert process.returncode == 0, f"the judge itself failed:\n{output.decode()}\n{errors.decode()}"
    return [Verdict(**json.loads(line)) for line in output.decode().splitlines()]
