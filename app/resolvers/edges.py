"""Resolvers of every field that leads from one of Trello's objects to others."""

from typing import Any

from app.gateway.execution.resolver import Info, Resolver
from app.gateway.selection import selected
from app.resolvers.connections import connection
from app.resolvers.mapping import Arguments, EdgeMapping
from app.resolvers.needs import along
from app.resolvers.reading import Context
from app.trello.objects import Node


def edge_resolver(kind: str, mapping: EdgeMapping) -> Resolver:
    """Return the resolver of an edge that starts at objects of a kind."""

    async def resolve(node: Node, arguments: Arguments, context: Context, info: Info) -> Any:
        edge, needs = along(mapping, arguments, selected(context, info))
        value = await context.upstream.trello.follow(kind, node, edge, needs)
        return connection(value, arguments) if mapping.is_connection and value is not None else value

    return resolve
