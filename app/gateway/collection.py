"""The fields of a selection set, with fragments expanded and `@skip` and `@include` obeyed."""

from collections.abc import Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_directive_values,
)

from app.gateway.operation import Operation


def fields_of(
    operation: Operation, selection_set: SelectionSetNode, type_name: str, visited: set[str] | None = None
) -> Iterator[tuple[str, FieldNode]]:
    """Yield each selected field with the name of the type on which it is asked for, in document order.

    A fragment that applies to some of the possible types only still yields its fields. `visited` holds the
    fragments that were spread already: each is expanded once (GraphQL, section 6.3.2, CollectFields).
    """
    visited = set() if visited is None else visited
    for selection in selection_set.selections:
        if not is_included(operation, selection):
            continue
        if isinstance(selection, FieldNode):
            yield type_name, selection
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            on_type = condition.name.value if condition else type_name
            yield from fields_of(operation, selection.selection_set, on_type, visited)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in visited:
            visited.add(selection.name.value)
            fragment = operation.document.fragments[selection.name.value]
            on_type = fragment.type_condition.name.value
            yield from fields_of(operation, fragment.selection_set, on_type, visited)


def is_included(operation: Operation, selection: SelectionNode) -> bool:
    """Whether a selection's `@skip` and `@include` let it be."""
    if not selection.directives:
        return True
    skip = get_directive_values(GraphQLSkipDirective, selection, operation.variables)
    include = get_directive_values(GraphQLIncludeDirective, selection, operation.variables)
    return (skip is None or skip["if"] is False) and (include is None or include["if"] is True)
