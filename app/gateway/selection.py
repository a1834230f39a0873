"""What was selected below a field, told without the words of any engine.

A planner reads it to fetch everything at once. Both executors give the same answer, because both remember
where graphql-core parsed each field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    get_argument_values,
    get_named_type,
    is_interface_type,
    is_object_type,
)

from app.gateway.collection import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.gateway.execution.resolver import Info
    from app.gateway.operation import Operation


@dataclass(frozen=True, slots=True)
class SelectedField:
    """A field that was asked for, whatever its alias.

    `parent_type` is the type on which it is asked for: an object type, or an interface if any of its
    possible types will do. `arguments` are coerced, with variables and defaults filled in.
    """

    name: str
    parent_type: str
    arguments: Mapping[str, Any]
    selection: tuple[SelectedField, ...]


class Selecting(Protocol):
    """The part of a request's context that a selection is made from."""

    operation: Operation | None


def selected(context: Selecting, info: Info) -> tuple[SelectedField, ...]:
    """Return what is selected below the field being resolved, without `__typename`.

    Fields of all possible types are in it. The same field with equal arguments is one entry, with
    different arguments several. A field whose arguments cannot be coerced is left out: its own resolver
    never runs either.
    """
    if context.operation is None:
        raise RuntimeError("the engine sets the context's operation before any resolver runs")
    return selected_in(context.operation, info)


def selected_in(operation: Operation, info: Info) -> tuple[SelectedField, ...]:
    """Return the same from the operation itself; it is worked out once for equal ones."""
    return _below(operation, info.parent_type, info.nodes)


def _below(operation: Operation, parent_type: str, nodes: Sequence[FieldNode]) -> tuple[SelectedField, ...]:
    """Return what is selected below one field of a type, which all `nodes` ask for."""
    key = ("selected", parent_type, *map(id, nodes))
    found: tuple[SelectedField, ...] | None = operation.memo.get(key)
    if found is None:
        field = _field(operation.schema, parent_type, nodes[0].name.value)
        type_name = "" if field is None else get_named_type(field.type).name
        found = operation.memo[key] = tuple(_merged(operation, nodes, type_name))
    return found


def _merged(operation: Operation, nodes: Iterable[FieldNode], type_name: str) -> Iterator[SelectedField]:
    """Yield the fields selected on a type by all `nodes` together."""
    found: dict[tuple[str, str, str], tuple[Mapping[str, Any], list[FieldNode]]] = {}
    visited: set[str] = set()
    for node in nodes:
        if node.selection_set is None:
            continue
        for parent_type, field in fields_of(operation, node.selection_set, type_name, visited):
            arguments = _arguments(operation, parent_type, field)
            if arguments is not None:
                # Coerced arguments are in the order of their definition, so equal ones are written equally.
                key = (field.name.value, parent_type, repr(arguments))
                found.setdefault(key, (arguments, []))[1].append(field)
    for (name, parent_type, _), (arguments, fields) in found.items():
        yield SelectedField(name, parent_type, arguments, _below(operation, parent_type, fields))


def _arguments(operation: Operation, parent_type: str, node: FieldNode) -> Mapping[str, Any] | None:
    field = _field(operation.schema, parent_type, node.name.value)
    if field is None:
        return None
    try:
        return get_argument_values(field, node, operation.variables)
    except GraphQLError:
        return None


def _field(schema: GraphQLSchema, parent_type: str, name: str) -> GraphQLField | None:
    """Return a declared field; introspection's own fields are not declared."""
    type_ = schema.type_map.get(parent_type)
    return type_.fields.get(name) if is_object_type(type_) or is_interface_type(type_) else None
