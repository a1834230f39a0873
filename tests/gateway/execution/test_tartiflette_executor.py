import asyncio
import gc
from collections.abc import Mapping
from typing import Any

import pytest
import tartiflette.execution.collect
import tartiflette.language.parsers.libgraphqlparser.parser
from structlog.testing import capture_logs

from app.gateway.engine import ExecutorFactory, GraphQLEngine
from app.gateway.execution.resolver import Info
from app.gateway.sdl import load_schema
from tests.gateway import zoo

SDL = """
type Query { boards: [Board!] page: Page }
type Page { boards: [Board!] edges: [Edge!] total: Int }
type Edge { board: Board }
type Board { id: ID! lists: [List!] members: [Member!] }
type List { id: ID! cards: [Card!] }
type Card { id: ID! members: [Member!] }
type Member { id: ID! }
"""


class Upstream:
    """Answers nothing until everything that one wave should ask for has been asked, then the last first."""

    def __init__(self, *waves: set[str]) -> None:
        self.answered: list[str] = []
        self._waves = list(waves)
        self._waiting: dict[str, asyncio.Future[None]] = {}

    async def get(self, path: str, answer: Any) -> Any:
        future = self._waiting[path] = asyncio.get_running_loop().create_future()
        if self._waiting.keys() == self._waves[0]:
            self._waves.pop(0)
            waiting, self._waiting = self._waiting, {}
            for delay, each in enumerate(reversed(waiting.values())):
                asyncio.get_running_loop().call_later(delay / 1_000, each.set_result, None)
        await future
        self.answered.append(path)
        return answer


async def kanban(executor: ExecutorFactory, upstream: Upstream) -> GraphQLEngine:
    """Return an engine whose resolvers ask an upstream for two of everything."""

    def edge(name: str) -> Any:
        async def resolve(
            parent: Mapping[str, Any] | None, _arguments: Any, _context: Any, _info: Info
        ) -> Any:
            above = parent["id"] if parent else ""
            items = [{"id": f"{above}/{name}{index}"} for index in range(2)]
            return await upstream.get(f"{above}/{name}", items)

        return resolve

    async def page(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        items = [{"id": f"/b{index}"} for index in range(2)]
        edges = [{"board": {"id": f"/e{index}"}} for index in range(2)]
        return await upstream.get("/page", {"boards": items, "edges": edges, "total": 2})

    engine = GraphQLEngine(
        load_schema(SDL),
        resolvers={
            "Query.boards": edge("b"),
            "Query.page": page,
            "Board.lists": edge("l"),
            "Board.members": edge("m"),
            "List.cards": edge("c"),
            "Card.members": edge("m"),
        },
        executor=executor,
    )
    await engine.cook()
    return engine


async def test_siblings_and_items_never_wait_for_each_other(executor: ExecutorFactory) -> None:
    boards = {"/b0", "/b1"}
    lists = {f"{board}/l{index}" for board in boards for index in range(2)}
    cards = {f"{each}/c{index}" for each in lists for index in range(2)}
    upstream = Upstream(
        {"/b"},
        {f"{board}/{name}" for board in boards for name in ("l", "m")},
        {f"{each}/c" for each in lists},
        {f"{card}/m" for card in cards},
    )
    engine = await kanban(executor, upstream)
    async with asyncio.timeout(60):
        response = await engine.execute(
            "{ boards { lists { cards { members { id } } } members { id } } }", context=zoo.context()
        )
    first = response["data"]["boards"][0]
    assert list(first) == ["lists", "members"]
    assert first["members"] == [{"id": "/b0/m0"}, {"id": "/b0/m1"}]
    assert first["lists"][1]["cards"][0]["members"] == [{"id": "/b0/l1/c0/m0"}, {"id": "/b0/l1/c0/m1"}]
    assert upstream.answered[1:5] == ["/b1/m", "/b1/l", "/b0/m", "/b0/l"]


async def test_fields_without_resolver_that_lead_to_waiting_ones_run_concurrently(
    executor: ExecutorFactory,
) -> None:
    wave = {f"/{board}/{name}" for board in ("b0", "b1", "e0", "e1") for name in ("l", "m")}
    upstream = Upstream({"/page"}, wave)
    engine = await kanban(executor, upstream)
    query = """
    {
      page {
        boards { lists { id } members { id } }
        edges { board { lists { id } members { id } } }
        total
      }
    }
    """
    async with asyncio.timeout(60):
        response = await engine.execute(query, context=zoo.context())
    page = response["data"]["page"]
    assert page["total"] == 2
    assert page["edges"][1]["board"]["lists"] == [{"id": "/e1/l0"}, {"id": "/e1/l1"}]


async def test_fields_that_cannot_wait_cost_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = await zoo.cooked(zoo.PlainExecutor)
    gathered: list[Any] = []
    gather = asyncio.gather

    def counting(*awaitables: Any, **settings: Any) -> Any:
        gathered.extend(awaitables)
        return gather(*awaitables, **settings)

    monkeypatch.setattr(asyncio, "gather", counting)
    response = await engine.execute("{ needed given animal { id name } }", context=zoo.context())
    assert response["data"]["animal"] == {"id": "cat", "name": "Tom"}
    assert len(gathered) == 1  # `animal`, whose resolver waits


async def test_mutations_run_one_after_the_other(executor: ExecutorFactory) -> None:
    running: list[str] = []

    async def rename(_parent: Any, arguments: Mapping[str, Any], _context: Any, _info: Info) -> Any:
        running.append(f"begin {arguments['name']}")
        await asyncio.sleep(0)
        running.append(f"end {arguments['name']}")
        return zoo.CAT

    engine = await zoo.cooked(executor, resolvers={"Mutation.rename": rename})
    query = 'mutation { a: rename(id: 1, name: "a") { id } b: rename(id: 1, name: "b") { id } }'
    await engine.execute(query, context=zoo.context())
    assert running == ["begin a", "end a", "begin b", "end b"]


async def test_no_document_reaches_the_parser_of_tartiflette(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: Any) -> Any:
        raise AssertionError("a document reached libgraphqlparser")

    parser = tartiflette.language.parsers.libgraphqlparser.parser
    monkeypatch.setattr(tartiflette.execution.collect, "parse_to_document", forbidden)
    monkeypatch.setattr(tartiflette.execution.collect, "parse_and_validate_query", forbidden)
    monkeypatch.setattr(parser, "_parse_to_json_ast", forbidden)
    engine = await zoo.cooked()
    for query in ("{ needed }", "{ needed __schema { description } }", "{ unicorn }", "{"):
        response = await engine.execute(query, context=zoo.context())
        assert ("data" in response) is query.startswith("{ needed")


async def test_fields_are_entries_of_mappings_and_never_attributes(executor: ExecutorFactory) -> None:
    class Parent(dict[str, Any]):
        name = "an attribute"

    async def animal(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        return Parent(kind="Cat", id=1)

    engine = await zoo.cooked(executor, resolvers={"Query.animal": animal})
    response = await engine.execute("{ animal { id ... on Cat { keys mood } } }", context=zoo.context())
    assert response == {"data": {"animal": {"id": "1", "keys": None, "mood": None}}}


async def test_parent_that_is_no_mapping_has_no_fields(executor: ExecutorFactory) -> None:
    async def keeper(_parent: Any, _arguments: Any, _context: Any, _info: Info) -> Any:
        return object()

    engine = await zoo.cooked(executor, resolvers={"Query.keeper": keeper})
    response = await engine.execute("{ keeper { name } }", context=zoo.context())
    assert response == {"data": {"keeper": {"name": None}}}


async def test_field_that_fails_leaves_no_sibling_unawaited(
    executor: ExecutorFactory, recwarn: pytest.WarningsRecorder
) -> None:
    engine = await zoo.cooked(executor)
    with capture_logs():
        response = await engine.execute(
            "{ animal { keeper { id } ... on Cat { fussy } } }", context=zoo.context()
        )
    gc.collect()
    assert response["data"] == {"animal": None}
    assert [error["path"] for error in response["errors"]] == [["animal", "fussy"]]
    assert not recwarn.list
