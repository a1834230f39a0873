"""The resolvers: a module for each type of the schema. Only code here knows both the schema and Trello."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graphql import GraphQLObjectType, GraphQLSchema

from app.gateway.execution.resolver import Resolver, Shortcut, TypeResolver
from app.resolvers import (
    action,
    board,
    card,
    checklist,
    custom_field,
    custom_field_item,
    list,  # noqa: A004  # the module of the type List
    member,
    organization,
    query,
    subscription,
    viewer,
)
from app.resolvers.edges import edge_resolver, edge_shortcut
from app.resolvers.errors import translate
from app.resolvers.mapping import EdgeMapping, TypeMapping
from app.resolvers.needs import MAPPINGS

__all__ = ("TYPE_RESOLVERS", "resolvers", "shortcuts", "translate")

TYPE_RESOLVERS: Final[Mapping[str, TypeResolver]] = action.TYPE_RESOLVERS

_MODULES: Final = (
    query,
    member,
    organization,
    board,
    list,
    card,
    checklist,
    custom_field,
    custom_field_item,
    action,
    subscription,
    viewer,
)


def resolvers(schema: GraphQLSchema) -> dict[str, Resolver]:
    """Return the resolvers of a schema by `Type.field`; any other field is looked up by its name."""
    return {name: edge_resolver(kind, edge) for name, kind, edge in _edges(schema)} | _own()


def shortcuts(schema: GraphQLSchema) -> dict[str, Shortcut]:
    """Return how to do without resolvers, likewise."""
    edges = {name: edge_shortcut(kind, edge) for name, kind, edge in _edges(schema) if name not in _own()}
    return edges | custom_field_item.SHORTCUTS


def _own() -> dict[str, Resolver]:
    """Return the resolvers that are written for one field, be it an edge or not."""
    return {field: resolver for module in _MODULES for field, resolver in module.RESOLVERS.items()}


def _edges(schema: GraphQLSchema) -> Iterator[tuple[str, str, EdgeMapping]]:
    """Yield each field that is an edge with its full name, and the kind of object that it starts at."""
    for name, fields, mapping in _mapped(schema):
        for field in fields:
            if field in mapping.edges:
                yield f"{name}.{field}", mapping.kind, mapping.edges[field]


def _mapped(schema: GraphQLSchema) -> Iterator[tuple[str, Iterable[str], TypeMapping]]:
    """Yield each object type that has a mapping, be it by an interface, with its fields."""
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLObjectType):
            for candidate in (name, *(interface.name for interface in type_.interfaces)):
                if candidate in MAPPINGS:
                    yield name, type_.fields, MAPPINGS[candidate]
