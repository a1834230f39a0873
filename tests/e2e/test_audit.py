"""npm's graphql-http, by the authors of the specification of GraphQL over HTTP, audits the gateway."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.servers import Server
from tests.node import needs_node, output_of

AUDITS = 61


async def audited(url: str) -> list[dict[str, Any]]:
    """Return the result of each audit."""
    output = await output_of(Path(__file__).parent / "audit.mjs", url)
    return [json.loads(line) for line in output.splitlines()]


@needs_node
async def test_every_audit_is_ok_without_a_notice_or_a_warning(server: Server) -> None:
    async with server() as url:
        results = await audited(url)

    assert [result for result in results if result["status"] != "ok"] == []
    assert len({result["id"] for result in results}) == AUDITS
