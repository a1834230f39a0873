"""What the gateway says before it serves anybody."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.processes import running

MEMBER = "query Member { member { fullName } }"
OPEN = {
    "event": "open to clients",
    "level": "info",
    "environment": "development",
    "any_document": True,
    "trusted_documents": 0,
    "persisted_queries": True,
    "introspection": True,
    "explorer": True,
}


@pytest.fixture
def documents() -> dict[str, str]:
    return {"Member": MEMBER}


@pytest.fixture
def manifest(tmp_path: Path, documents: dict[str, str]) -> Path:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(documents))
    return path


async def told(**variables: str) -> dict[str, Any]:
    async with running("app.main", {"GATEWAY_PORT": "0", **variables}) as process:
        line = await process.event("open to clients")
        process.send(signal.SIGTERM)
        assert await process.end() in {0, -signal.SIGTERM}
    return {name: line[name] for name in OPEN}


async def test_one_line_says_that_everything_is_open() -> None:
    assert await told() == OPEN


async def test_one_line_says_that_nothing_is_open_in_production(manifest: Path) -> None:
    closed = dict.fromkeys(("any_document", "persisted_queries", "introspection", "explorer"), False)

    assert await told(ENVIRONMENT="production", GATEWAY_TRUSTED_MANIFEST=str(manifest)) == OPEN | closed | {
        "environment": "production",
        "trusted_documents": 1,
    }


async def test_production_does_not_start_without_trusted_documents() -> None:
    async with running("app.main", {"GATEWAY_PORT": "0", "ENVIRONMENT": "production"}) as process:
        assert await process.end() == 2
        assert await process.errors() == (
            "GATEWAY_TRUSTED_DOCUMENTS=enforce, the default in production, needs their file: "
            "set GATEWAY_TRUSTED_MANIFEST, or GATEWAY_TRUSTED_DOCUMENTS=off to serve any document\n"
        )


@pytest.mark.parametrize("documents", [{"Member": MEMBER, "Unicorns": "{ unicorns }", "Broken": "{"}])
async def test_documents_that_do_not_fit_the_schema_are_told_before_the_port_opens(manifest: Path) -> None:
    variables = {"GATEWAY_PORT": "0", "GATEWAY_TRUSTED_MANIFEST": str(manifest)}
    async with running("app.main", variables) as process:
        assert await process.end() == 2
        start = f"GATEWAY_TRUSTED_MANIFEST: {manifest}:"
        assert await process.errors() == (
            f"{start} Unicorns: Cannot query field 'unicorns' on type 'Query'. (at 1:3)\n"
            f"{start} Broken: Syntax Error: Expected Name, found <EOF>. (at 1:2)\n"
        )
        assert "listening" not in process.events
