"""Ariadne: the schema first, resolvers beside it, aiodataloader. `PLAN=nested` reads as this gateway does.

Its documentation shows how to remember parsed and validated documents; that is done here, too.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from aiodataloader import DataLoader
from ariadne import ObjectType, QueryType, make_executable_schema
from ariadne.asgi import GraphQL
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    InlineFragmentNode,
    parse,
    validate,
)

from bench.peers.asgi import run
from bench.peers.trello import BATCH, Trello

Info: TypeAlias = GraphQLResolveInfo[Any]

query, member, board, list_ = QueryType(), ObjectType("Member"), ObjectType("Board"), ObjectType("List")


@query.field("member")
async def resolve_member(_: Any, info: Info, id: str) -> Any:  # noqa: A002  # the argument's name
    return await info.context["members"].load(id)


@member.field("boards")
async def resolve_boards(found: Any, info: Info) -> Any:
    return await info.context["boards"].load(found["id"])


@board.field("lists")
async def resolve_lists(found: Any, info: Info) -> Any:
    return await info.context["lists"].load(found["id"])


@list_.field("cards")
async def resolve_cards(found: Any, info: Info) -> Any:
    return await info.context["cards"].load(found["id"])


planned_query, planned_member = QueryType(), ObjectType("Member")


@planned_query.field("member")
async def plan_member(_: Any, info: Info, id: str) -> Any:  # noqa: A002  # the argument's name
    if names_below(info) == {"boards"}:
        return {"id": id}
    (found,) = await info.context["trello"].members([id])
    return found


@planned_member.field("boards")
async def plan_boards(found: Any, info: Info) -> Any:
    trello: Trello = info.context["trello"]
    if "lists" in names_below(info):
        return await trello.boards_with_cards(found["id"])
    (boards,) = await trello.boards([found["id"]])
    return boards


def names_below(info: Info) -> set[str]:
    """Return the names of the fields that are selected below a field."""
    found, ahead = set(), [node.selection_set for node in info.field_nodes]
    while ahead:
        selections = ahead.pop()
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                found.add(node.name.value)
            elif isinstance(node, FragmentSpreadNode):
                ahead.append(info.fragments[node.name.value].selection_set)
            elif isinstance(node, InlineFragmentNode):
                ahead.append(node.selection_set)
    return found


parsed = lru_cache(100)(parse)
validated = lru_cache(100)(validate)


def parse_once(_: Any, data: dict[str, Any]) -> DocumentNode:
    return parsed(data["query"])


def validate_once(
    schema: GraphQLSchema, document_ast: DocumentNode, *_: Any, **__: Any
) -> list[GraphQLError]:
    return validated(schema, document_ast)


def create_app(trello: Trello) -> GraphQL:
    def context(request: Any, _: Any) -> dict[str, Any]:
        return {
            "request": request,
            "trello": trello,
            "members": DataLoader(trello.members),
            "boards": DataLoader(trello.boards),
            "lists": DataLoader(trello.lists, max_batch_size=BATCH),
            "cards": DataLoader(trello.cards, max_batch_size=BATCH),
        }

    sdl = (Path(__file__).parent.parent / "schema.graphql").read_text()
    nested = (planned_query, planned_member)
    resolvers = nested if os.environ.get("PLAN") == "nested" else (query, member, board, list_)
    return GraphQL(
        make_executable_schema(sdl, *resolvers),
        context_value=context,
        query_parser=parse_once,
        query_validator=validate_once,
    )


if __name__ == "__main__":
    run(create_app)
