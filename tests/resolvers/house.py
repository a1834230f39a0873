"""The gateway as it is composed, in front of an offline Trello with a world of the test's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from app.main import create_app
from app.sandbox.calls import CALL_LOG, CallLog
from app.sandbox.sandbox import SANDBOX, Sandbox
from app.sandbox.server import create_app as create_sandbox
from app.sandbox.store import World
from app.sandbox.switches import Failure
from app.settings.budget import BudgetSettings
from app.settings.gateway import GatewaySettings
from app.settings.sandbox import SandboxSettings
from app.settings.trello import TrelloSettings


@dataclass(frozen=True)
class Asked:
    """How many calls a query was estimated to cost, and how many it did cost."""

    query: str
    estimated: int
    calls: int


@dataclass(frozen=True)
class House:
    """`calls` are what reached the offline Trello, on the wire and inside batches."""

    client: TestClient[Any, Any]
    calls: CallLog
    trello: Sandbox
    asked: list[Asked] = field(default_factory=list)

    async def respond(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole response, without its cost; calls are counted from here on."""
        self.calls.clear()
        body = {"query": query, "variables": variables}
        answer = await self.client.post("/graphql", json=body, headers={"GraphQL-Cost": "report"})
        response: dict[str, Any] = await answer.json(content_type=None)
        cost = response.pop("extensions", {"cost": {"calls": 0}})["cost"]
        self.asked.append(Asked(query, cost["calls"], len(self.calls.wire)))
        return response

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a response without errors."""
        response = await self.respond(query, **variables)
        assert "errors" not in response, response["errors"]
        data: dict[str, Any] = response["data"]
        return data

    def let_fail(self, **failure: Any) -> None:
        """Let the offline Trello fail from here on, as `app.sandbox.switches.Failure` has it."""
        self.trello.switches = self.trello.switches.model_copy(update={"failure": Failure(**failure)})

    @property
    def wire(self) -> list[str]:
        """Paths of the requests that reached the offline Trello, batches as `/1/batch`."""
        return [call.path for call in self.calls.wire]


@asynccontextmanager
async def house(world: World, *, upstream_seconds: float = 3600, **gateway: Any) -> AsyncIterator[House]:
    """Start both, and stop both.

    `upstream_seconds` is the longest wait for one answer of Trello; `gateway` are settings of the gateway.
    """
    sandbox = create_sandbox(world, SandboxSettings())
    async with TestServer(sandbox) as trello:
        # Both share one busy event loop here, so that only the deadline of the operation counts.
        upstream = TrelloSettings(url=str(trello.make_url("/1")), timeout_seconds=upstream_seconds)
        gateway = {"budget": BudgetSettings(enabled=False)} | gateway
        settings = GatewaySettings(trello=upstream, **gateway)
        app = create_app(settings)
        async with TestClient(TestServer(app)) as client:
            yield House(client, sandbox[CALL_LOG], sandbox[SANDBOX])
