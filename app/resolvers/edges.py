"""Every field that leads from one of Trello's objects to others: its resolver, and how to do without."""

from typing import Any

from app.gateway.execution.resolver import ABSENT, Info, Lookup, LookupOf, Resolver
from app.gateway.selection import selected
from app.resolvers.connections import connection
from app.resolvers.mapping import Arguments, EdgeMapping
from app.resolvers.needs import along
from app.resolvers.reading import Context
from app.trello.errors import TrelloError
from app.trello.needs import Needs
from app.trello.objects import Node
from app.trello.reader import lacks


def edge_resolver(kind: str, mapping: EdgeMapping) -> Resolver:
    """Return the resolver of an edge that starts at objects of a kind."""

    async def resolve(node: Node, arguments: Arguments, context: Context, info: Info) -> Any:
        edge, needs = along(mapping, arguments, selected(context, info))
        value = await context.upstream.trello.follow(kind, node, edge, needs)
        return connection(value, arguments) if mapping.is_connection and value is not None else value

    return resolve


def edge_lookup(kind: str, mapping: EdgeMapping) -> LookupOf:
    """Return how to look up what objects of a kind have brought along behind an edge."""

    def lookup(arguments: Arguments, context: Context, info: Info) -> Lookup:
        edge, needs = along(mapping, arguments, selected(context, info))
        if mapping.is_connection:
            return _page(edge.key, arguments)
        # A single member may have come without a field, and what an action speaks of may be gone.
        if kind == "action" or (mapping.type_name == "Member" and edge.name != "members"):
            return _single(edge.key, needs)
        return edge.key

    return lookup


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
