"""What one tenant sees is never what the other does, whatever is in the caches and whoever else asks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient
from graphql import (
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_abstract_type,
    parse,
    visit,
)

from app.composition.engine import SCHEMA
from app.gateway.sdl import load_schema
from app.sandbox.models import Board
from app.sandbox.seed import demo_world
from app.sandbox.store import World
from app.settings.object_cache import ObjectCacheSettings
from tests.resolvers.everything import everything
from tests.resolvers.house import house
from tests.resolvers.tenants import ADA, GRACE, TENANTS, Tenant, backend, ids_of, private_board
from tests.services import redis_of_a_test

WARM = ObjectCacheSettings(seconds=3600, organization_seconds=3600, missing_seconds=60, stale_share=0)
OFF = ObjectCacheSettings(enabled=False)


@dataclass
class Shared:
    """`gateways` are two processes, as good as, with one Redis; `alone` keeps nothing of anybody's."""

    world: World = field(repr=False)
    client: ClientSession
    gateways: list[str]
    alone: str
    private: dict[Tenant, Board] = field(repr=False)


@pytest.fixture
async def shared() -> AsyncIterator[Shared]:
    world = demo_world()
    private = {each: private_board(world, each) for each in TENANTS}
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(redis_of_a_test())
        common: dict[str, Any] = {"auth": "tokens", "backend": await stack.enter_async_context(backend())}

        async def start(**settings: Any) -> TestClient[Any, Any]:
            return (await stack.enter_async_context(house(world, **common, **settings))).client

        first, second = [await start(redis=redis, object_cache=WARM) for _ in range(2)]
        alone = await start(object_cache=OFF)
        client = await stack.enter_async_context(ClientSession())
        urls = [str(each.make_url("/graphql")) for each in (first, second, alone)]
        yield Shared(world, client, urls[:2], urls[2], private)


def queries(shared: Shared) -> list[str]:
    """Return queries for everything on each one's own board, on one that both see, and of each other."""
    world, schema = shared.world, load_schema(SCHEMA)
    (both,) = (each for each in world.boards if each.name == "Roadmap")
    asked = ["{ viewer " + everything(schema, "Viewer", 1) + " }"]
    for board in (*shared.private.values(), both):
        depth = 2 if board is both else 1
        first = world.lists_of(board.id)[0]
        card = next(iter(world.cards_of_board(board.id)))
        action = world.actions.by("board_id", board.id)[-1]
        asked += [
            of(schema, f'board(id: "{board.id}")', "Board", depth),
            of(schema, f'board(id: "{board.short_link}")', "Board"),
            of(schema, f'list(id: "{first.id}")', "List"),
            of(schema, f'card(id: "{card.id}")', "Card", depth),
            of(schema, f'card(id: "{card.short_link}")', "Card"),
            f'{{ board(id: "{board.id}") {{ {pages("cards")} {pages("actions")} }} }}',
            f'{{ card(id: "{card.id}") {{ {pages("comments")} }} }}',
            of(schema, f'action(id: "{action.id}")', "Action"),
            of(schema, f'search(query: "{board.name}", first: 3)', "SearchResult"),
        ]
    for name in ("me", *(each.member for each in TENANTS)):
        asked.append(of(schema, f'member(id: "{name}")', "Member"))
    organization = next(iter(world.organizations))
    return [*asked, of(schema, f'organization(id: "{organization.id}")', "Organization")]


def of(schema: GraphQLSchema, root: str, type_name: str, depth: int = 1) -> str:
    return f"{{ {root} {everything(schema, type_name, depth)} }}"


def pages(connection: str) -> str:
    return f"{connection}(first: 2) {{ edges {{ node {{ id }} }} }}"


class _Fields(Visitor):
    """Finds the fields that a document selects, by type and name."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.found: set[tuple[str, str]] = set()

    def enter_field(self, node: FieldNode, *_where: Any) -> None:
        parent = self._types.get_parent_type()
        assert parent
        self.found.add((parent.name, node.name.value))


async def test_the_queries_ask_for_every_field_that_there_is(shared: Shared) -> None:
    schema = load_schema(SCHEMA)
    types = TypeInfo(schema)
    fields = _Fields(types)
    for query in queries(shared):
        visit(parse(query), TypeInfoVisitor(types, fields))

    reachable: set[tuple[str, str]] = set()
    waiting: list[Any] = [schema.query_type]
    while waiting:
        type_ = waiting.pop()
        for name, defined in getattr(type_, "fields", {}).items():
            if (type_.name, name) not in reachable:
                reachable.add((type_.name, name))
                below: Any = get_named_type(defined.type)
                waiting += [below, *(schema.get_possible_types(below) if is_abstract_type(below) else ())]
    assert sorted(reachable - fields.found) == []


async def test_each_tenant_sees_what_it_would_if_there_were_no_other(shared: Shared) -> None:
    secrets = {each: ids_of(shared.world, board) for each, board in shared.private.items()}
    for query in queries(shared):
        alone = {each: await each.ask(shared.client, shared.alone, query) for each in TENANTS}
        first, second = shared.gateways
        for urls in ((first, first), (second, first)):
            answers = await asyncio.gather(
                *(each.ask(shared.client, url, query) for each, url in zip(TENANTS, urls, strict=True))
            )
            is_as_alone = dict(zip(TENANTS, answers, strict=True)) == alone
            assert is_as_alone, query
        for tenant, other in permutations(TENANTS):
            answer = json.dumps(alone[tenant])
            assert not [each for each in secrets[other] if each in answer], query


async def test_what_is_anothers_alone_is_refused_as_trello_refuses_it(shared: Shared) -> None:
    world = shared.world
    for tenant, other in permutations(TENANTS):
        board = shared.private[other]
        card = next(iter(world.cards_of_board(board.id)))
        ids = {
            "board": (board.id, board.short_link),
            "list": (world.lists_of(board.id)[0].id,),
            "card": (card.id, card.short_link),
            "action": (world.actions.by("board_id", board.id)[-1].id,),
        }
        for root, each in ((root, each) for root, found in ids.items() for each in found):
            query = f'{{ {root}(id: "%s") {{ id }} }}'
            seen = await other.ask(shared.client, shared.gateways[0], query % each)
            assert seen["data"][root] is not None
            refused = await tenant.ask(shared.client, shared.alone, query % each)
            assert refused["data"] == {root: None}
            assert refused["errors"][0]["extensions"]["code"] in {"FORBIDDEN", "NOT_FOUND"}
            for url in shared.gateways:
                assert await tenant.ask(shared.client, url, query % each) == refused


async def test_a_viewer_is_told_of_itself_alone(shared: Shared) -> None:
    query = "{ viewer { account tenant groups personas tokens { name } } member { username } }"
    for _ in range(2):
        for url in shared.gateways:
            for tenant in (ADA, GRACE, ADA):
                answer = await tenant.ask(shared.client, url, query)
                assert answer["data"] == {
                    "viewer": {
                        "account": "somebody",
                        "tenant": tenant.issuer,
                        "groups": [tenant.member],
                        "personas": ["API", "PC" if tenant is ADA else "MOBILE"],
                        "tokens": [{"name": f"of {tenant.member}"}],
                    },
                    "member": {"username": tenant.member},
                }
