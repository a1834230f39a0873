"""Clients that others wrote name documents by their hashes: Apollo's and urql's, with and without a list."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.servers import Server
from tests.node import needs_node, output_of

SCRIPT = Path(__file__).parent / "persisted_queries.mjs"
POST_HASH, POST_TEXT = ["POST", False, 200], ["POST", True, 200]
GET_HASH, GET_TEXT = ["GET", False, 200], ["GET", True, 200]


def missed(request: list[Any]) -> list[Any]:
    return [*request[:2], 400]


async def visits(*arguments: str) -> dict[str, tuple[list[str], list[list[Any]]]]:
    """Return the answers and the requests of each client."""
    lines = (json.loads(line) for line in (await output_of(SCRIPT, *arguments)).splitlines())
    return {each["name"]: (each["answers"], each["requests"]) for each in lines}


@needs_node
async def test_a_text_is_sent_once_and_its_hash_ever_after(server: Server) -> None:
    """Under gunicorn, the worker that is asked need not be the one that was told."""
    async with server() as url:
        told = await visits(url)

    answers = ["ada"] * 3
    assert told == {
        "ApolloByPost": (answers, [missed(POST_HASH), POST_TEXT, POST_HASH, POST_HASH]),
        "ApolloByGet": (answers, [missed(GET_HASH), POST_TEXT, GET_HASH, GET_HASH]),
        "UrqlByPost": (answers, [missed(POST_HASH), POST_TEXT, POST_HASH, POST_HASH]),
        "UrqlByGet": (answers, [missed(GET_HASH), GET_TEXT, GET_HASH, GET_HASH]),
    }


@needs_node
async def test_trusted_documents_are_asked_for_by_id(server: Server, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"Username": "query Username { member { username __typename } }"}))
    trust = {"GATEWAY_TRUSTED_DOCUMENTS": "enforce", "GATEWAY_TRUSTED_MANIFEST": str(manifest)}

    async with server(**trust) as url:
        told = await visits(url, "Username")

    assert told == {"Username": (["ada"] * 3, [GET_HASH] * 3)}
