"""npm's graphql-http, by the authors of the specification of GraphQL over HTTP, audits the gateway."""

import asyncio
import json
from typing import Any

from tests.e2e.servers import Server
from tests.node import needs_node
from tests.processes import ROOT

AUDITS = 61


async def audited(url: str) -> list[dict[str, Any]]:
    """Return the result of each audit."""
    process = await asyncio.create_subprocess_exec(
        "node",
        str(ROOT / "tests" / "e2e" / "audit.mjs"),
        url,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return [json.loads(line) for line in output.decode().splitlines()]


@needs_node
async def test_every_audit_is_ok_without_a_notice_or_a_warning(server: Server) -> None:
    async with server() as url:
        results = await audited(url)

    assert [result for result in results if result["status"] != "ok"] == []
    assert len({result["id"] for result in results}) == AUDITS
