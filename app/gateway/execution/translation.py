"""graphql-core's syntax tree, told in Tartiflette's classes.

Both trees follow the grammar of GraphQL, so one table of node types and their parts is all it takes. Two
things differ on purpose: a field remembers where graphql-core parsed it, and only `@skip` and `@include`
come along, for no other directive means anything to the executor.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graphql import FieldNode, Node, OperationDefinitionNode
from tartiflette.language import ast as tartiflette

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "ArgumentNode": ("name", "value"),
    "BooleanValueNode": ("value",),
    "DirectiveNode": ("name", "arguments"),
    "DocumentNode": ("definitions",),
    "EnumValueNode": ("value",),
    "FieldNode": ("alias", "name", "arguments", "directives", "selection_set"),
    "FloatValueNode": ("value",),
    "FragmentDefinitionNode": ("name", "type_condition", "directives", "selection_set"),
    "FragmentSpreadNode": ("name", "directives"),
    "InlineFragmentNode": ("type_condition", "directives", "selection_set"),
    "IntValueNode": ("value",),
    "ListTypeNode": ("type",),
    "ListValueNode": ("values",),
    "NameNode": ("value",),
    "NamedTypeNode": ("name",),
    "NonNullTypeNode": ("type",),
    "NullValueNode": (),
    "ObjectFieldNode": ("name", "value"),
    "ObjectValueNode": ("fields",),
    "OperationDefinitionNode": ("name", "variable_definitions", "selection_set"),
    "SelectionSetNode": ("selections",),
    "StringValueNode": ("value",),
    "VariableDefinitionNode": ("variable", "type", "default_value"),
    "VariableNode": ("name",),
}
_LISTS: Final = frozenset(
    {"arguments", "definitions", "directives", "fields", "selections", "values", "variable_definitions"}
)
_DIRECTIVES: Final = frozenset({"skip", "include"})


class OriginatedFieldNode(tartiflette.FieldNode):  # type: ignore[misc]  # the engine is untyped
    """A field that knows its `origin`, the node that graphql-core parsed."""

    __slots__ = ("origin",)

    def __init__(self, origin: FieldNode, **parts: Any) -> None:
        super().__init__(**parts)
        self.origin = origin


def origins(nodes: Iterable[OriginatedFieldNode]) -> tuple[FieldNode, ...]:
    """Return the nodes that graphql-core parsed."""
    return tuple(node.origin for node in nodes)


def translate(node: Node) -> Any:
    """Return Tartiflette's counterpart of a node of an executable document, with its locations."""
    name = type(node).__name__
    parts = {part: _part(part, getattr(node, part)) for part in _PARTS[name]}
    parts["location"] = _location(node)
    if isinstance(node, FieldNode):
        return OriginatedFieldNode(node, **parts)
    if isinstance(node, OperationDefinitionNode):
        parts["operation_type"] = node.operation.value
    return getattr(tartiflette, name)(**parts)


def _part(name: str, value: Any) -> Any:
    if name == "directives":
        value = [directive for directive in value or () if directive.name.value in _DIRECTIVES]
    if name in _LISTS:
        return [translate(each) for each in value or ()]
    return translate(value) if isinstance(value, Node) else value


def _location(node: Node) -> Any:
    if node.loc is None:
        return None
    start, end = node.loc.start_token, node.loc.end_token
    return tartiflette.Location(
        line=start.line, column=start.column, line_end=end.line, column_end=end.column
    )
