"""What the README promises to somebody who has just cloned this, asked of what `make run` starts."""

import json
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.processes import running
from tests.test_schema import ANCESTOR

README = (Path(__file__).parent.parent.parent / "README.md").read_text()

BOARD_ID = "5e8f1a2b3c4d5e6f70819201"
EXPORT = {
    "id": BOARD_ID,
    "name": "Moving house",
    "desc": "",
    "closed": False,
    "url": "https://trello.com/b/Mv1ngHs3/moving-house",
    "shortLink": "Mv1ngHs3",
    "lists": [
        {"id": "5e8f1a2b3c4d5e6f70819210", "name": "To pack", "closed": False, "pos": 16384},
        {"id": "5e8f1a2b3c4d5e6f70819211", "name": "Packed", "closed": False, "pos": 32768},
    ],
    "cards": [
        {
            "id": "5e8f1a2b3c4d5e6f70819220",
            "name": "Books",
            "desc": "",
            "closed": False,
            "idList": "5e8f1a2b3c4d5e6f70819210",
            "idShort": 1,
            "pos": 16384,
            "idMembers": ["5e8f1a2b3c4d5e6f70819299"],
            "labels": [],
        }
    ],
    "labels": [],
    "members": [],
    "actions": [],
    "checklists": [],
}


@pytest.fixture
async def graphql(tmp_path: Path) -> AsyncIterator[str]:
    """The address of /graphql, with one exported board loaded."""
    export = tmp_path / "moving house.json"
    export.write_text(json.dumps(EXPORT))
    ports = {"GATEWAY_PORT": "0", "BACKEND_PORT": "0", "SANDBOX_PORT": "0", "EMBEDDED_REDIS_PORT": "0"}
    async with running("app.embedded.supervisor", ports, [f"--board={export}"]) as process:
        yield (await process.line("GraphQL  ")).split()[1]
        process.send(signal.SIGTERM)
        assert await process.end() == 0


async def post(url: str, body: str) -> dict[str, Any]:
    async with (
        ClientSession() as client,
        client.post(url, data=body, headers={"Content-Type": "application/json"}) as response,
    ):
        answer: dict[str, Any] = await response.json(content_type=None)
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


async def test_its_first_query_and_the_ancestors_and_an_imported_board_are_answered(graphql: str) -> None:
    written = re.search(r"-d '(\{.*\})'", README)
    assert written
    boards = (await post(graphql, written[1]))["member"]["boards"]
    assert len(boards) >= 11
    assert all(each["name"] and each["lists"] for each in boards if each["name"] != "Moving house")

    member = (await post(graphql, json.dumps({"query": ANCESTOR})))["member"]
    assert member["username"] == "ada"
    assert "Moving house" in {board["name"] for board in member["boards"]}

    query = "query ($id: ID!) { board(id: $id) { name lists { name cards { name members { id } } } } }"
    for reference in (BOARD_ID, "Mv1ngHs3"):
        assert await post(graphql, json.dumps({"query": query, "variables": {"id": reference}})) == {
            "board": {
                "name": "Moving house",
                "lists": [
                    {
                        "name": "To pack",
                        "cards": [{"name": "Books", "members": [{"id": "5e8f1a2b3c4d5e6f70819299"}]}],
                    },
                    {"name": "Packed", "cards": []},
                ],
            }
        }
