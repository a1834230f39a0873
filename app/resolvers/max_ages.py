"""For how long objects of Trello may be kept, as the schema's `@cacheControl` has it."""

from collections.abc import Iterator
from math import inf

from graphql import GraphQLSchema, get_named_type, is_interface_type, is_object_type

from app.gateway.http.cache_control import CachePolicies
from app.gateway.viewer.requirements import guarded_fields
from app.resolvers.mapping import TypeMapping
from app.resolvers.needs import MAPPINGS

_Field = tuple[str, str]


def max_ages(schema: GraphQLSchema) -> dict[str, float]:
    """Return how many seconds objects may be kept at most, by Trello's word for their kind.

    That is the least that any field allows which leads to objects of the kind or is one of theirs. What
    `@auth` guards, and whatever it leads to, is not kept at all: 0.
    """
    guarded = set(_guarded(schema))
    ages: dict[str, float] = {}
    for field, policy in CachePolicies(schema).fields.items():
        kind = _kind(schema, field)
        if kind:
            ages[kind] = min(ages.get(kind, inf), 0 if field in guarded else policy.max_age)
    return {kind: age for kind, age in ages.items() if age < inf}


def _kind(schema: GraphQLSchema, field: _Field) -> str | None:
    """Return the kind of object that a field leads to, or else is a field of; a root field's is its name."""
    type_name, name = field
    mapping = _mapping(schema, _returned(schema, field)) or _mapping(schema, type_name)
    if mapping:
        return mapping.kind
    return name if schema.query_type and type_name == schema.query_type.name else None


def _mapping(schema: GraphQLSchema, type_name: str) -> TypeMapping | None:
    type_ = schema.type_map[type_name]
    interfaces = type_.interfaces if is_object_type(type_) or is_interface_type(type_) else ()
    names = (type_name, *(each.name for each in interfaces))
    return next((MAPPINGS[each] for each in names if each in MAPPINGS), None)


def _returned(schema: GraphQLSchema, field: _Field) -> str:
    type_name, name = field
    return get_named_type(schema.type_map[type_name].fields[name].type).name  # type: ignore[attr-defined,no-any-return]  # these types have fields


def _guarded(schema: GraphQLSchema) -> Iterator[_Field]:
    """Yield the fields that `@auth` guards, and those below them up to where Trello's objects begin."""
    seen: set[_Field] = set()
    pending = list(guarded_fields(schema))
    while pending:
        field = pending.pop()
        if field in seen:
            continue
        seen.add(field)
        yield field
        below = _returned(schema, field)
        if not _mapping(schema, below):
            names = getattr(schema.type_map[below], "fields", {})
            pending += [(below, name) for name in names]
