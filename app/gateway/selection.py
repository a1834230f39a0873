"""What was selected below a field, told without the words of any engine.

A planner reads it to fetch everything at once. Both executors give the same answer, because both remember
where graphql-core parsed each field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

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
    from collections.abc import Iterable, Mapping

    from app.gateway.context import RequestContext
    from app.gateway.operation import Operation
    from app.gateway.resolver import Info

SelectionMemo: TypeAlias = dict[tuple[str, tuple[int, ...]], tuple["SelectedField", ...]]
"""Selections of one request by the field's type and the identity of its nodes."""


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


def selected(context: RequestContext[Any], info: Info) -> tuple[SelectedField, ...]:
    """Return what is selected below the field being resolved, without `__typename`.

    Fields of all possible types are in it. The same field with equal arguments is one entry, with
    different arguments several. A field whose arguments cannot be coerced is left out: its own resolver
    never runs either.
    """
    operation = context.operation
    if operation is None:
        raise RuntimeError("the engine sets the context's operation before any resolver runs")
    key = (info.parent_type, tuple(map(id, info.nodes)))
    known = context.selections.get(key)
    if known is None:
        type_name = _type_below(operation.schema, info.parent_type, info.field_name)
        known = context.selections[key] = _selection(operation, info.nodes, type_name)
    return known


def _selection(operation: Operation, nodes: Iterable[FieldNode], type_name: str) -> tuple[SelectedField, ...]:
    merged: list[tuple[str, str, Mapping[str, Any], list[FieldNode]]] = []
    visited: set[str] = set()
    for node in nodes:
        if node.selection_set is None:
            continue
        for parent_type, field in fields_of(operation, node.selection_set, type_name, visited):
            arguments = _arguments(operation, parent_type, field)
            if arguments is None:
                continue
            name = field.name.value
            for entry in merged:
                if entry[:3] == (name, parent_type, arguments):
                    entry[3].append(field)
                    break
            else:
                merged.append((name, parent_type, arguments, [field]))
    return tuple(
        SelectedField(
            name,
            parent,
            arguments,
            _selection(operation, fields, _type_below(operation.schema, parent, name)),
        )
        for name, parent, arguments, fields in merged
    )


def _arguments(operation: Operation, parent_type: str, node: FieldNode) -> Mapping[str, Any] | None:
    field = _field(operation.schema, parent_type, node.name.value)
    if field is None:
        return None
    try:
        return get_argument_values(field, node, operation.variables)
    except GraphQLError:
        return None


def _type_below(schema: GraphQLSchema, parent_type: str, field_name: str) -> str:
    field = _field(schema, parent_type, field_name)
    return "" if field is None else get_named_type(field.type).name


def _field(schema: GraphQLSchema, parent_type: str, name: str) -> GraphQLField | None:
    """Return a declared field; introspection's own fields are not declared."""
    type_ = schema.type_map.get(parent_type)
    return type_.fields.get(name) if is_object_type(type_) or is_interface_type(type_) else None
