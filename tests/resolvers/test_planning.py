"""Planning and loading together only save calls: without them every answer is the same."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from app.composition.engine import SCHEMA
from app.gateway.execution.resolver import Info
from app.gateway.operation import Operation
from app.gateway.sdl import load_schema
from app.gateway.selection import selected_in
from app.resolvers import edges, needs, query
from app.resolvers.mapping import Arguments, EdgeMapping, Selection
from app.sandbox.seed import demo_world
from app.settings.limits import LimitSettings
from app.trello.loader import Loader, _Wanted
from app.trello.needs import Edge, Needs
from app.trello.objects import Kind, Node
from app.trello.plan import plan
from app.trello.plan.fields import fields
from tests.resolvers.house import House, house
from tests.resolvers.queries import random_query

SEEDS = range(int(os.environ.get("PLANNED_QUERIES", "60")))

MAX_CALLS = 8
"""Queries that cost more than this with a plan would take hundreds of calls, one by one, without it."""


@contextmanager
def unplanned() -> Iterator[None]:
    """Let every resolver read its own object at once, and nothing of what will be asked for next."""

    async def load(loader: Loader, kind: Kind, ref: str, wanted: Needs) -> Node:
        alone = _Wanted(wanted)
        made = plan(kind, ref, wanted if wanted.fields or wanted.edges else Needs({"id"}))
        await loader._take([(made, alone, step) for step in made.steps])
        return alone.read.result() if alone.read.done() else made.node

    async def load_all(loader: Loader, kind: Kind, refs: Sequence[str], wanted: Needs) -> list[Any]:
        loads = (load(loader, kind, ref, wanted) for ref in refs)
        return await asyncio.gather(*loads, return_exceptions=True)

    def needs_of(type_name: str, selection: Selection) -> Needs:
        return _without_edges(type_name, needs.needs_of(type_name, selection))

    def needs_in(operation: Operation, info: Info, type_name: str) -> Needs:
        return needs_of(type_name, selected_in(operation, info))

    def along_in(
        operation: Operation, info: Info, mapping: EdgeMapping, arguments: Arguments
    ) -> tuple[Edge, Needs]:
        edge, behind = needs.along(mapping, arguments, selected_in(operation, info))
        return edge, _without_edges(mapping.type_name, behind)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Loader, "load", load)
        patch.setattr(Loader, "load_all", load_all)
        patch.setattr(query, "needs_of", needs_of)
        patch.setattr(query, "needs_in", needs_in)
        patch.setattr(edges, "along_in", along_in)
        yield


def _without_edges(type_name: str, planned: Needs) -> Needs:
    """Return the fields alone, those that hold what the edges start from included."""
    if type_name == "CustomFieldItem":
        return planned
    return Needs(fields(needs.MAPPINGS[type_name].kind, planned))


@pytest.fixture
async def ask() -> AsyncIterator[House]:
    # Without a plan a query may cost hundreds of calls, on a machine that is busy.
    unlimited = LimitSettings(calls=1_000_000, objects=1_000_000_000)
    async with house(demo_world(), request_timeout_seconds=3600, limits=unlimited) as running:
        yield running


async def roots(ask: House) -> list[tuple[str, str]]:
    """Return root fields with the type that each leads to; boards are small, so that the test is quick."""
    found = await ask.data(
        "{ member { boards(filter: OPEN) { id lists { id cards { id } } organization { name } } } }"
    )
    board, *_ = sorted(
        found["member"]["boards"], key=lambda board: sum(len(each["cards"]) for each in board["lists"])
    )
    each = next(each for each in board["lists"] if each["cards"])
    return [
        (f'board(id: "{board["id"]}")', "Board"),
        (f'list(id: "{each["id"]}")', "List"),
        (f'card(id: "{each["cards"][0]["id"]}")', "Card"),
        ("member", "Member"),
        (f'organization(id: "{board["organization"]["name"]}")', "Organization"),
    ]


async def test_random_queries_are_answered_alike_with_and_without_a_plan(ask: House) -> None:
    schema = load_schema(SCHEMA)
    choices = await roots(ask)
    saved = 0
    for seed in SEEDS:
        random = Random(seed)  # noqa: S311  # reproducible, not secret
        # Boards nest most, and a member's boards are many: deep queries over all of them take long.
        root, type_name = random.choice(choices[:3] * 3 + choices)
        depth = 2 if type_name in {"Member", "Organization"} else 4
        text = random_query(schema, root, type_name, random, depth)
        planned = await ask.respond(text)
        calls = len(ask.wire)
        if calls > MAX_CALLS:
            continue
        with unplanned():
            # Compared before it is asserted: the difference of two long answers takes minutes to explain.
            same = await ask.respond(text) == planned
        assert same, f"seed {seed}: {text}"
        assert calls <= len(ask.wire), f"seed {seed}: {text}"
        saved += len(ask.wire) - calls
    assert saved > 0
