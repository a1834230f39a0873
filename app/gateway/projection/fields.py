"""What is selected on an object whose type is known, as an executor collects it."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.type import GraphQLObjectType

from app.gateway.collection import is_included
from app.gateway.operation import Operation

Nodes: TypeAlias = tuple[FieldNode, ...]
"""Every place of a document that asks for one entry of a response."""


def fields_by_key(operation: Operation, type_: GraphQLObjectType, nodes: Nodes) -> dict[str, Nodes]:
    """Return what is selected below `nodes` on an object of a type, by its key in the response, in order.

    Source: GraphQL, section 6.3.2, CollectFields.
    """
    sets = (node.selection_set for node in nodes if node.selection_set)
    return _by_key(Collector(operation, type_).fields(sets))


def root_fields_by_key(operation: Operation, type_: GraphQLObjectType) -> dict[str, Nodes]:
    """Return what an operation selects on its root type, likewise."""
    return _by_key(Collector(operation, type_).fields([operation.definition.selection_set]))


def _by_key(fields: Iterable[FieldNode]) -> dict[str, Nodes]:
    found: dict[str, list[FieldNode]] = {}
    for node in fields:
        found.setdefault((node.alias or node.name).value, []).append(node)
    return {key: tuple(nodes) for key, nodes in found.items()}


class Collector:
    """Walks along selection sets of one object; each fragment is expanded once."""

    def __init__(self, operation: Operation, type_: GraphQLObjectType) -> None:
        self._operation = operation
        self._type = type_
        self._visited: set[str] = set()

    def fields(self, selection_sets: Iterable[SelectionSetNode]) -> Iterator[FieldNode]:
        """Yield the fields in document order."""
        for selection_set in selection_sets:
            for selection in selection_set.selections:
                if not is_included(self._operation, selection):
                    continue
                if isinstance(selection, FieldNode):
                    yield selection
                elif isinstance(selection, InlineFragmentNode):
                    if self._applies(selection.type_condition):
                        yield from self.fields([selection.selection_set])
                elif isinstance(selection, FragmentSpreadNode):
                    yield from self._spread(selection.name.value)

    def _spread(self, name: str) -> Iterator[FieldNode]:
        if name in self._visited:
            return
        self._visited.add(name)
        fragment = self._operation.document.fragments[name]
        if self._applies(fragment.type_condition):
            yield from self.fields([fragment.selection_set])

    def _applies(self, condition: NamedTypeNode | None) -> bool:
        if condition is None or condition.name.value == self._type.name:
            return True
        schema = self._operation.schema
        type_ = schema.type_map[condition.name.value]
        return is_abstract_type(type_) and schema.is_sub_type(type_, self._type)
