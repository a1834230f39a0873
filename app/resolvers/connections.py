"""Pages of what Trello lists newest first, as the Relay Cursor Connections Specification has them.

A cursor is the id of the item, for that is what Trello goes on from (https://relay.dev/graphql/connections.htm).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from app.gateway.errors import BadUserInput
from app.resolvers.arguments import checked
from app.resolvers.mapping import Arguments, EdgeMapping, Selection
from app.trello.ids import object_id
from app.trello.needs import Edge
from app.trello.objects import Node

MAX_PAGE: Final = 500

_cursor: Final = partial(object_id, kind="a cursor")


def page_of(type_name: str, name: str, filter_of: Callable[[Arguments], str]) -> EdgeMapping:
    """Return the edge to one page of what is called `name` at Trello, filtered as `filter_of` has it."""

    def edge(arguments: Arguments) -> Edge:
        first, after = arguments["first"], arguments.get("after")
        if not 1 <= first <= MAX_PAGE:
            raise BadUserInput(
                f"`first` is how many to return: 1 to {MAX_PAGE}, not {first}.", argument_path=["first"]
            )
        before = checked(_cursor, after, "after") if after is not None else None
        # One more than asked for tells whether there is a next page, without another request.
        return Edge.of(name, filter=filter_of(arguments), limit=first + 1, before=before)

    return EdgeMapping(type_name, edge, is_connection=True)


def connection(nodes: list[Node], arguments: Arguments) -> Node:
    """Return the connection object for nodes that were read along an edge of `page_of`."""
    first = arguments["first"]
    page = nodes[:first]
    return {
        "nodes": page,
        "edges": [{"cursor": node["id"], "node": node} for node in page],
        "pageInfo": {
            "hasNextPage": len(nodes) > first,
            "hasPreviousPage": arguments.get("after") is not None,
            "startCursor": page[0]["id"] if page else None,
            "endCursor": page[-1]["id"] if page else None,
        },
    }


def nodes_of(selection: Selection) -> list[Any]:
    """Return what is selected of a connection's nodes, directly and by way of its edges."""
    found = [below for each in selection if each.name == "nodes" for below in each.selection]
    for each in selection:
        if each.name == "edges":
            found += [below for node in each.selection if node.name == "node" for below in node.selection]
    return found
