"""How the types of the schema are had from Trello: the one vocabulary that all modules here speak.

A type's mapping says which of Trello's fields its own fields need, and which edges lead to other types.
From it come the needs of a selection, which tell `app.trello` how much to read, and the edge resolvers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.gateway.selection import SelectedField
from app.trello.needs import Edge

Arguments = Mapping[str, Any]
Selection = Sequence[SelectedField]


@dataclass(frozen=True, slots=True)
class EdgeMapping:
    """An edge to another type of the schema.

    `edge` makes Trello's edge from the field's arguments, and raises `BadUserInput` for those that cannot be
    used. What is needed of a connection's nodes is found below `nodes` and
    `edges.node`.
    """

    type_name: str
    edge: Callable[[Arguments], Edge]
    is_connection: bool = False


@dataclass(frozen=True, slots=True)
class TypeMapping:
    """A type of the schema; `kind` is Trello's word for it.

    `fields` tells what a field needs, if that is not just its namesake at Trello; `always` is needed whatever
    is selected.
    """

    kind: str
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edges: Mapping[str, EdgeMapping] = field(default_factory=dict)
    always: tuple[str, ...] = ()


def to(type_name: str, name: str) -> EdgeMapping:
    """Return the edge that is called `name` at Trello and has no arguments."""
    return EdgeMapping(type_name, lambda _arguments: Edge(name))


def filtered(type_name: str, name: str) -> EdgeMapping:
    """Return the edge that is called `name` at Trello and takes the field's enum argument `filter`."""
    return EdgeMapping(type_name, lambda arguments: Edge.of(name, filter=arguments["filter"].lower()))
