"""Both executors give the same answer to everything the schema has: the way out of Tartiflette is open."""

import asyncio
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.composition.engine import SCHEMA, create_engine
from app.gateway.context import RequestContext
from app.gateway.engine import GraphQLEngine
from app.gateway.execution.reference import ReferenceExecutor
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.sdl import load_schema
from app.resolvers.reading import Upstreams
from app.sandbox.calls import CALL_LOG
from app.sandbox.seed import demo_world
from app.sandbox.server import create_app as create_sandbox
from app.settings.gateway import GatewaySettings
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN, TrelloSettings
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials, always
from app.trello.reader import TrelloReader
from app.trello.wire import Wire
from tests.resolvers.everything import everything

SETTINGS = GatewaySettings()
CREDENTIALS = Credentials(SecretStr(SANDBOX_API_KEY), SecretStr(SANDBOX_TOKEN))


async def outcome(engine: GraphQLEngine, query: str) -> tuple[dict[str, Any], list[str]]:
    """Return the response, and what was asked of the offline Trello."""
    sandbox = create_sandbox(demo_world(), SandboxSettings())
    await engine.cook()
    async with TestServer(sandbox) as trello, open_session(TrelloSettings()) as session:
        client = TrelloClient(session, str(trello.make_url("/1")))
        deadline = asyncio.get_running_loop().time() + 60
        reader = TrelloReader(Wire(client), always(CREDENTIALS), deadline)
        response = await engine.execute(query, context=RequestContext("test", Upstreams(reader), deadline))
        return response, [call.path for call in sandbox[CALL_LOG].wire]


@pytest.mark.parametrize(
    ("root", "type_name", "depth"),
    [
        ("member", "Member", 2),
        ('member(id: "nobody_at_all")', "Member", 0),
        ('organization(id: "tidewater")', "Organization", 1),
        ('search(query: "plan", first: 3)', "SearchResult", 3),
    ],
)
async def test_everything_there_is_to_ask_is_answered_alike(root: str, type_name: str, depth: int) -> None:
    query = f"{{ {root} {everything(load_schema(SCHEMA), type_name, depth)} }}"

    ours, calls = await outcome(create_engine(SETTINGS, TartifletteExecutor), query)
    reference, reference_calls = await outcome(create_engine(SETTINGS, ReferenceExecutor), query)

    assert ours == reference
    assert sorted(calls) == sorted(reference_calls)
