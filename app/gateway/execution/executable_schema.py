"""The schema together with the functions that bring it to life."""

from collections.abc import Iterator, Mapping
from inspect import isasyncgenfunction, iscoroutinefunction
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_object_type,
    is_specified_scalar_type,
)

from app.gateway.execution.resolver import Resolver, Shortcut, Source, TypeResolver
from app.gateway.execution.scalars import Scalar
from app.gateway.sdl import SchemaError


class ExecutableSchema:
    """A schema, its resolvers by "Type.field", and its type resolvers by the name of the abstract type.

    Resolvers that are async generator functions are the `sources` of subscriptions. `shortcuts` belong to
    resolvers that wait, and have their names.

    `scalars` are installed in the schema itself, so that graphql-core validates and coerces by them. Raises
    `SchemaError` if a name leads nowhere, an abstract type has no type resolver, or a subscription no source.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        resolvers: Mapping[str, Resolver],
        type_resolvers: Mapping[str, TypeResolver],
        scalars: Mapping[str, Scalar],
        shortcuts: Mapping[str, Shortcut] | None = None,
    ) -> None:
        self.schema = schema
        self.sources: dict[str, Source] = {
            name: each for name, each in resolvers.items() if isasyncgenfunction(each)
        }
        self.resolvers = {name: each for name, each in resolvers.items() if name not in self.sources}
        self.shortcuts = dict(shortcuts or {})
        self.type_resolvers = {
            name: _checked(schema, name, resolve) for name, resolve in type_resolvers.items()
        }
        self._check_names()
        _install(schema, scalars)
        self._waiting = self._waiting_types()

    def fields(self) -> Iterator[tuple[str, GraphQLField]]:
        """Yield every field of every declared object type with its "Type.field" name."""
        for type_ in self._object_types():
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", field

    def custom_scalars(self) -> Iterator[GraphQLScalarType]:
        """Yield every scalar that the schema declares."""
        for type_ in self.schema.type_map.values():
            if isinstance(type_, GraphQLScalarType) and not is_specified_scalar_type(type_):
                yield type_

    def is_root(self, type_: GraphQLObjectType) -> bool:
        """Whether operations start from a type."""
        return type_ in (self.schema.query_type, self.schema.mutation_type, self.schema.subscription_type)

    def waits(self, field: str) -> bool:
        """Whether the field's own resolver waits for something."""
        return iscoroutinefunction(self.resolvers.get(field))

    def waits_below(self, field: GraphQLField) -> bool:
        """Whether anything that can be selected below a field waits for something."""
        return get_named_type(field.type).name in self._waiting

    def _subscription_fields(self) -> set[str]:
        type_ = self.schema.subscription_type
        return {f"{type_.name}.{name}" for name in type_.fields} if type_ else set()

    def _object_types(self) -> Iterator[GraphQLObjectType]:
        for type_ in self.schema.type_map.values():
            if is_object_type(type_) and not type_.name.startswith("__"):
                yield type_

    def _waiting_types(self) -> frozenset[str]:
        waiting: set[str] = set()
        while True:
            found = {
                type_.name
                for type_ in self._object_types()
                if any(
                    self.waits(f"{type_.name}.{name}") or get_named_type(field.type).name in waiting
                    for name, field in type_.fields.items()
                )
            }
            found |= {
                name
                for name, type_ in self.schema.type_map.items()
                if any(possible.name in found for possible in _possible(self.schema, type_))
            }
            if found == waiting:
                return frozenset(waiting)
            waiting = found

    def _check_names(self) -> None:
        unknown = {*self.resolvers, *self.sources} - {name for name, _ in self.fields()}
        if unknown:
            raise SchemaError(f"Resolvers of fields that no object type has: {', '.join(sorted(unknown))}.")
        useless = sorted(name for name in self.shortcuts if not self.waits(name))
        if useless:
            raise SchemaError(f"Shortcuts of fields without a resolver that waits: {', '.join(useless)}.")
        streamed = self._subscription_fields()
        if self.sources.keys() != streamed:
            wrong = ", ".join(sorted(self.sources.keys() ^ streamed))
            raise SchemaError(f"Fields of a subscription, and no others, have an async generator: {wrong}.")
        missing = {
            name for name, type_ in self.schema.type_map.items() if is_abstract_type(type_)
        } - self.type_resolvers.keys()
        if missing:
            raise SchemaError(f"Abstract types without a type resolver: {', '.join(sorted(missing))}.")


def _possible(schema: GraphQLSchema, type_: GraphQLNamedType) -> list[GraphQLObjectType]:
    return list(schema.get_possible_types(type_)) if is_abstract_type(type_) else []


def _checked(schema: GraphQLSchema, name: str, resolve: TypeResolver) -> TypeResolver:
    """Return a type resolver whose answer is checked, so that no executor's own error shows the value."""
    abstract = schema.type_map.get(name)
    if not is_abstract_type(abstract):
        raise SchemaError(f"A type resolver is given for {name}, which is no interface or union.")
    possible = {type_.name for type_ in schema.get_possible_types(abstract)}

    def checked(value: Any) -> str:
        found = resolve(value)
        if found not in possible:
            raise RuntimeError(
                f"the type resolver of {name} returned {found!r}, which is not one of its types"
            )
        return found

    return checked


def _install(schema: GraphQLSchema, scalars: Mapping[str, Scalar]) -> None:
    for name, scalar in scalars.items():
        type_ = schema.type_map.get(name)
        if not isinstance(type_, GraphQLScalarType) or is_specified_scalar_type(type_):
            raise SchemaError(f"{name} is not a custom scalar of the schema.")
        type_.coerce_output_value = scalar.serialize
        type_.coerce_input_value = scalar.parse
