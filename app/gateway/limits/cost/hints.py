"""What the schema says about the cost of its fields.

`@cost` and `@listSize` are those of the GraphQL Cost Directives specification
(https://ibm.github.io/graphql-specs/cost-spec.html): weights count calls of an upstream, sizes multiply them.
`shared` is our addition. `@provides` is Apollo Federation's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, nan
from typing import Any, Final, TypeAlias

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    is_introspection_type,
    parse,
)

from app.gateway.limits.cost.introspection import list_sizes
from app.gateway.sdl import SchemaError

Paths: TypeAlias = frozenset[tuple[str, ...]]
"""Paths of fields below a field."""


@dataclass(frozen=True, slots=True)
class FieldHints:
    """What is known of a field.

    `weight` is the calls that it takes on one object. Of the fields of an object that are `shared` only the
    dearest counts. A list has as many items as the greatest of its `slicing_arguments` says, or else
    `assumed_size`; the same goes for the fields `sized_fields` of the object that it returns. What it
    `provides` comes along with it, and costs no calls of its own.
    """

    weight: float = 0
    shared: bool = False
    assumed_size: float | None = None
    slicing_arguments: tuple[str, ...] = ()
    sized_fields: tuple[str, ...] = ()
    provides: Paths = frozenset()


Hints: TypeAlias = Mapping[tuple[str, str], FieldHints]
"""Hints of fields, by type and name."""

NO_HINTS: Final = FieldHints()


def read_hints(schema: GraphQLSchema) -> Hints:
    """Return the hints of all fields that have any, by type and name.

    An object's field without hints of its own has those that an interface gives the field. Raises
    `SchemaError` for hints that make no sense.
    """
    sizes = list_sizes(schema).items()
    return {field: FieldHints(assumed_size=size) for field, size in sizes} | dict(_declared(schema))


def _declared(schema: GraphQLSchema) -> Iterator[tuple[tuple[str, str], FieldHints]]:
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not is_introspection_type(type_):
            for name in type_.fields:
                declaring = [each for each in (type_, *type_.interfaces) if name in each.fields]
                hints = (_hints(schema, each.name, name, each.fields[name]) for each in declaring)
                yield (type_.name, name), next((each for each in hints if each != NO_HINTS), NO_HINTS)


def _hints(schema: GraphQLSchema, type_name: str, name: str, field: GraphQLField) -> FieldHints:
    cost = _directive(schema, "cost", field)
    size = _directive(schema, "listSize", field)
    provides = _directive(schema, "provides", field)
    try:
        return FieldHints(
            weight=_weight(cost.get("weight", 0)),
            shared=bool(cost.get("shared")),
            assumed_size=size.get("assumedSize"),
            slicing_arguments=_known(size.get("slicingArguments"), field.args),
            sized_fields=_known(size.get("sizedFields"), _fields(get_named_type(field.type))),
            provides=frozenset(_paths(provides.get("fields", ""), get_named_type(field.type))),
        )
    except ValueError as error:
        raise SchemaError(f"{type_name}.{name}: {error}.") from None


def _directive(schema: GraphQLSchema, name: str, field: GraphQLField) -> Mapping[str, Any]:
    directive = schema.get_directive(name)
    if directive is None or field.ast_node is None:
        return {}
    return get_directive_values(directive, field.ast_node) or {}


def _weight(value: Any) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = nan
    if not 0 <= weight < inf:
        raise ValueError(f"the weight must be a number from 0 on, not {value}")
    return weight


def _known(names: Any, among: Mapping[str, Any]) -> tuple[str, ...]:
    for name in names or ():
        if name not in among:
            raise ValueError(f"there is no `{name}` that could tell or have a size")
    return tuple(names or ())


def _fields(type_: GraphQLNamedType) -> Mapping[str, GraphQLField]:
    return type_.fields if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else {}


def _paths(field_set: str, type_: GraphQLNamedType) -> Iterator[tuple[str, ...]]:
    """Yield the paths that a field set ends in: of `board cards { board }`, to one board and the other."""
    if not field_set:
        return
    try:
        definition, *others = parse(f"{{ {field_set} }}").definitions
    except GraphQLError:
        definition, others = None, []
    if not isinstance(definition, OperationDefinitionNode) or others:
        raise ValueError(f"`{field_set}` is no set of fields")
    yield from _paths_in(definition.selection_set, type_)


def _paths_in(selection_set: SelectionSetNode, type_: GraphQLNamedType) -> Iterator[tuple[str, ...]]:
    for selection in selection_set.selections:
        fields = _fields(type_)
        if not isinstance(selection, FieldNode) or selection.name.value not in fields:
            raise ValueError(f"{type_.name} does not have all fields that are provided")
        name = selection.name.value
        if selection.selection_set:
            below = _paths_in(selection.selection_set, get_named_type(fields[name].type))
            yield from ((name, *path) for path in below)
        else:
            yield (name,)
