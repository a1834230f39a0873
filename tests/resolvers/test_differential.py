"""Random requests to the schema that is served, with its resolvers, in front of an offline Trello."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.backend_client.answers import Me, Token
from app.backend_client.client import BackendClient
from app.composition.engine import create_engine
from app.gateway.context import RequestContext
from app.gateway.execution.reference import ReferenceExecutor
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.viewer.viewer import Viewer
from app.resolvers.reading import Upstreams
from app.sandbox.exports import load_exports
from app.sandbox.seed import plain_world
from app.sandbox.server import create_app as create_sandbox
from app.sandbox.store import World
from app.settings.gateway import GatewaySettings
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN, TrelloSettings
from app.trello.client import TrelloClient, open_session
from app.trello.credentials import Credentials, always
from app.trello.errors import TrelloError
from app.trello.reader import TrelloReader
from app.trello.request import Request
from app.trello.wire import Wire
from tests.gateway.differential.comparison import TOO_EXPENSIVE, Differential
from tests.gateway.differential.values import Vocabulary
from tests.gateway.viewer.asked import active

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEEDS: Final = range(10)
REQUESTS: Final = int(os.environ.get("RANDOM_REQUESTS", "250"))

EXPORT: Final = Path(__file__).parent.parent / "sandbox" / "exports" / "modern.json"
VIEWER: Final = Viewer.of(active(), SecretStr("token"))
CREDENTIALS: Final = Credentials(SecretStr(SANDBOX_API_KEY), SecretStr(SANDBOX_TOKEN))


class RememberingClient(TrelloClient):
    """Asks once for everything, for in this world nothing changes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._answers: dict[str, bytes | TrelloError] = {}

    async def _read(self, request: Request, *arguments: Any) -> Any:
        if request.url not in self._answers:
            try:
                self._answers[request.url] = orjson.dumps(await super()._read(request, *arguments))
            except TrelloError as error:
                self._answers[request.url] = error
        answer = self._answers[request.url]
        if isinstance(answer, TrelloError):
            raise answer.with_traceback(None)
        return orjson.loads(answer)


class SteadyBackend(BackendClient):
    """A backend that always says the same of everybody."""

    def __init__(self) -> None:
        """Ask nobody."""

    async def me(self, _token: SecretStr) -> Me:
        return Me(personas=("pc", "api"))

    async def tokens(self, _token: SecretStr, first: int) -> tuple[Token, ...]:
        granted = datetime(2026, 1, 1, tzinfo=UTC)
        return tuple(
            Token(id=id_, name="ci", persona="api", granted=granted, expires=None, state="active")
            for id_ in range(min(first, 5))
        )


def small_world() -> World:
    """Return a world of few objects, that has some of every kind."""
    world = plain_world(boards=2, lists=2, cards=2)
    load_exports(world, [EXPORT])
    return world


def vocabulary(world: World) -> Vocabulary:
    """Return values of arguments: mostly of what is there, and some of what is not or cannot be."""
    boards = [each for board in world.boards for each in (board.id, board.short_link)]
    cards = [each for card in list(world.cards)[:6] for each in (card.id, card.short_link)]
    actions = [each.id for each in list(world.actions)[:10]]
    nothing = ["0" * 24, "no id", ""]
    return {
        "Int": [0, 1, 2, 3, 501, -1],
        "Boolean": [True, False],
        "ID": nothing,
        "String": ["x"],
        "Query.member.id": ["me", "ada", *(each.id for each in world.members), "nobody_at_all", ""],
        "Query.board.id": boards * 2 + nothing,
        "Query.list.id": [each.id for each in list(world.lists)[:5]] * 2 + nothing,
        "Query.card.id": cards * 2 + nothing,
        "Query.organization.id": [each.id for each in world.organizations] * 4 + ["plain", *nothing],
        "Query.action.id": actions * 2 + nothing,
        "Query.search.query": ["board", "card 1", "@me", "", "é"],
        "Query.search.boards": [each.id for each in world.boards] * 2 + nothing,
        "Board.actions.after": actions + nothing,
        "Card.actions.after": actions + nothing,
        "Member.actions.after": actions + nothing,
        "Board.cards.after": cards + nothing,
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def differential() -> AsyncIterator[Differential]:
    world = small_world()
    engine = create_engine(GatewaySettings(), TartifletteExecutor)
    reference = create_engine(GatewaySettings(), ReferenceExecutor)
    await engine.cook()
    await reference.cook()
    async with (
        TestServer(create_sandbox(world, SandboxSettings())) as trello,
        open_session(TrelloSettings()) as session,
    ):
        client = RememberingClient(session, str(trello.make_url("/1")))

        def context() -> RequestContext[Upstreams]:
            deadline = asyncio.get_running_loop().time() + 60
            reader = TrelloReader(Wire(client), always(CREDENTIALS), deadline)
            return RequestContext("request-1", Upstreams(reader, SteadyBackend()), deadline, VIEWER)

        yield Differential(engine, reference, vocabulary(world), context, depth=3)


@pytest.mark.parametrize("seed", SEEDS)
async def test_both_executors_answer_what_graphql_core_finds_valid(
    differential: Differential, seed: int
) -> None:
    differential.outcomes.clear()
    await differential.run(seed, REQUESTS)

    outcomes = differential.outcomes
    assert outcomes["executed"] > REQUESTS / 2
    assert outcomes["GRAPHQL_VALIDATION_FAILED"] > REQUESTS / 10
    assert outcomes["GRAPHQL_PARSE_FAILED"] > 0
    assert outcomes[TOO_EXPENSIVE] < REQUESTS / 50
