"""Questions about the schema itself, answered by graphql-core on the schema in full.

Tartiflette knows introspection as it was in 2018, so no question about the schema reaches it: an operation is
split by its root fields, and the answers are put together in the order in which they were asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
)

from app.gateway.collection import fields_of
from app.gateway.execution.executor import Execution
from app.gateway.failures import Failure, failure_of
from app.gateway.operation import Document, Operation

INTROSPECTION: Final = frozenset({"__schema", "__type"})
"""The fields at the root of a query that introspection starts with (GraphQL, section 4, Introspection)."""


@dataclass(frozen=True, slots=True)
class SplitOperation:
    """An operation in two: what asks for data and what asks about the schema; either may be missing.

    `order` holds the keys of the answer in the order of the document.
    """

    data: Operation | None
    introspection: Operation | None
    order: tuple[str, ...]


def split(operation: Operation) -> SplitOperation:
    """Split an operation by its root fields; most have no introspection and come back as they are."""
    query_type = operation.schema.query_type
    if query_type is None or operation.definition.operation is not OperationType.QUERY:
        return SplitOperation(operation, None, ())
    if INTROSPECTION.isdisjoint(operation.document.field_names):
        return SplitOperation(operation, None, ())
    fields = [node for _, node in fields_of(operation, operation.definition.selection_set, query_type.name)]
    introspection = [node for node in fields if node.name.value in INTROSPECTION]
    if not introspection:
        return SplitOperation(operation, None, ())
    data = [node for node in fields if node.name.value not in INTROSPECTION]
    if all(node.name.value == "__typename" for node in data):
        return SplitOperation(None, operation, ())
    order = dict.fromkeys(_key(node) for node in fields)
    return SplitOperation(_only(operation, data), _only(operation, introspection), tuple(order))


def introspect(operation: Operation) -> Execution:
    """Answer questions about the schema."""
    result = execute_sync(
        operation.schema,
        operation.document.core,
        variable_values=dict(operation.raw_variables),
        operation_name=operation.name,
    )
    return Execution(result.data, [failure_of(error) for error in result.errors or ()])


def merge(parts: Iterable[Execution], order: Iterable[str]) -> Execution:
    """Return the answers to the parts of a split operation as one, in the order of the document."""
    data: dict[str, Any] = {}
    failures: list[Failure] = []
    for part in parts:
        failures += part.failures
        if part.data is None:
            return Execution(None, failures)
        data |= part.data
    return Execution({key: data[key] for key in order if key in data}, failures)


def _only(operation: Operation, fields: Iterable[FieldNode]) -> Operation:
    whole = operation.definition
    definition = OperationDefinitionNode(
        operation=whole.operation,
        name=whole.name,
        variable_definitions=whole.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(fields)),
        loc=whole.loc,
    )
    fragments = operation.document.fragments.values()
    document = Document(DocumentNode(definitions=(definition, *fragments)))
    # It lives as long as the request, and so does what is worked out of it.
    return replace(operation, document=document, definition=definition, memo={})


def _key(node: FieldNode) -> str:
    return (node.alias or node.name).value
