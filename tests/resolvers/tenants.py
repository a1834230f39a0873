"""Two tenants that share a gateway: the same account at each, linked to a member of Trello of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from app.contracts.api_token import new_token
from app.sandbox.models import Board
from app.sandbox.seed.people import token_of
from app.sandbox.store import World
from app.settings.backend_client import BackendClientSettings
from tests.gateway.viewer.asked import active

ACCOUNT = "somebody"


@dataclass(frozen=True)
class Tenant:
    """`member` is whom its account is at Trello, by username."""

    entity: int
    member: str
    token: str

    @property
    def issuer(self) -> str:
        return f"https://{self.member}.example"

    async def ask(self, client: ClientSession, url: str, query: str) -> dict[str, Any]:
        """Return the answer to a query."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with client.post(url, json={"query": query}, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
        return answer


ADA, GRACE = TENANTS = (Tenant(1, "ada", new_token()), Tenant(2, "grace", new_token()))


@asynccontextmanager
async def backend() -> AsyncIterator[BackendClientSettings]:
    """Yield how a backend is asked that knows both."""
    by_token = {each.token: each for each in TENANTS}
    by_issuer = {each.issuer: each for each in TENANTS}

    async def introspect(request: web.Request) -> web.Response:
        tenant = by_token[str((await request.post())["token"])]
        said = active(
            tenant.entity, iss=tenant.issuer, sub=ACCOUNT, groups=(tenant.member,), trello_linked=True
        )
        return web.json_response(said.model_dump(mode="json"))

    async def credentials(request: web.Request) -> web.Response:
        wanted = await request.json()
        assert wanted["sub"] == ACCOUNT
        return web.json_response({"v": 1, "token": token_of(by_issuer[wanted["iss"]].member)})

    async def mine(request: web.Request) -> web.Response:
        tenant = by_token[request.headers["Authorization"].removeprefix("Bearer ")]
        token = {
            "id": tenant.entity,
            "name": f"of {tenant.member}",
            "persona": "api",
            "granted": "2026-01-02T03:04:05Z",
            "expires": None,
            "state": "active",
        }
        personas = ["api", "pc" if tenant is ADA else "mobile"]
        return web.json_response([token] if request.path == "/token" else {"personas": personas})

    app = web.Application()
    app.router.add_post("/internal/introspect", introspect)
    app.router.add_post("/internal/credentials", credentials)
    app.router.add_get("/{path:token|me}", mine)
    async with TestServer(app) as server:
        yield BackendClientSettings(url=str(server.make_url("")), timeout_seconds=60)


def private_board(world: World, tenant: Tenant) -> Board:
    """Return a board that a tenant's member sees, after hiding it from everybody who is not on it."""
    (other,) = (each for each in TENANTS if each is not tenant)
    names = {each.id: each.username for each in world.members}
    for board in world.boards:
        people = {names[each.member_id] for each in board.memberships}
        if tenant.member in people and other.member not in people and not board.closed:
            board.permission_level = "private"
            return board
    raise AssertionError("there is no such board")


def ids_of(world: World, board: Board) -> set[str]:
    """Return the ids and short links of a board, and of everything on it."""
    tables: list[Any] = [world.lists, world.cards, world.labels, world.checklists, world.custom_fields]
    things = [each for table in [*tables, world.actions] for each in table.by("board_id", board.id)]
    links = {card.short_link for card in world.cards_of_board(board.id)}
    return {board.id, board.short_link, *(each.id for each in things), *links}
