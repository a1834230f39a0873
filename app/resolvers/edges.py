"""Every field that leads from one of Trello's objects to others: its resolver, and how to do without."""

from typing import Any

from app.gateway.execution.resolver import ABSENT, Info, Lookup, Resolver, Shortcut
from app.gateway.operation import Operation
from app.resolvers.connections import connection
from app.resolvers.mapping import Arguments, EdgeMapping
from app.resolvers.needs import along_in
from app.resolvers.reading import Context
from app.trello.errors import TrelloError
from app.trello.needs import Needs
from app.trello.objects import Node
from app.trello.reader import lacks


def edge_resolver(kind: str, mapping: EdgeMapping) -> Resolver:
    """Return the resolver of an edge that starts at objects of a kind."""

    async def resolve(node: Node, arguments: Arguments, context: Context, info: Info) -> Any:
        assert context.operation  # noqa: S101  # the engine sets it
        edge, needs = along_in(context.operation, info, mapping, arguments)
        value = await context.upstream.trello.follow(kind, node, edge, needs)
        return connection(value, arguments) if mapping.is_connection and value is not None else value

    return resolve


def edge_shortcut(kind: str, mapping: EdgeMapping) -> Shortcut:
    """Return how to do without the resolver of an edge that starts at objects of a kind."""

    def look_up(arguments: Arguments, operation: Operation, info: Info) -> Lookup:
        edge, needs = along_in(operation, info, mapping, arguments)
        if mapping.is_connection:
            return _page(edge.key, arguments)
        # A single member may have come without a field, and what an action speaks of may be gone.
        if kind == "action" or (mapping.type_name == "Member" and edge.name != "members"):
            return _single(edge.key, needs)
        return edge.key

    async def resolve_all(nodes: list[Node], arguments: Arguments, context: Context, info: Info) -> list[Any]:
        assert context.operation  # noqa: S101  # the engine sets it
        edge, needs = along_in(context.operation, info, mapping, arguments)
        values = await context.upstream.trello.follow_all(kind, nodes, edge, needs)
        if not mapping.is_connection:
            return values
        return [connection(value, arguments) if isinstance(value, list) else value for value in values]

    return Shortcut(look_up, resolve_all)


def _page(key: str, arguments: Arguments) -> Lookup:
    def page(node: Node) -> Any:
        nodes = node.get(key)
        return connection(nodes, arguments) if isinstance(nodes, list) else ABSENT

    return page


def _single(key: str, needs: Needs) -> Lookup:
    def single(node: Node) -> Any:
        value = node.get(key, ABSENT)
        return ABSENT if isinstance(value, TrelloError) or lacks(value, needs) else value

    return single
