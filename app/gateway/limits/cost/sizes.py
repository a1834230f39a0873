"""How many objects a field returns."""

from collections.abc import Mapping

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    get_argument_values,
    get_nullable_type,
    is_list_type,
)

from app.gateway.limits.cost.hints import FieldHints
from app.gateway.operation import Operation


class Sizes:
    """The sizes of the lists of one operation; `list_size` is that of lists about which nothing is known."""

    def __init__(self, operation: Operation, list_size: int) -> None:
        self._variables = operation.variables
        self._list_size = list_size

    def of(self, field: GraphQLField, node: FieldNode, hints: FieldHints, given: float | None) -> float:
        """Return how many objects a field returns; `given` is its size if the field around it has said so."""
        type_ = get_nullable_type(field.type)
        if not is_list_type(type_):
            return 1
        size = self._hinted(field, node, hints) if given is None else given
        while is_list_type(type_ := get_nullable_type(type_.of_type)):
            size *= self._list_size
        return size

    def below(self, field: GraphQLField, node: FieldNode, hints: FieldHints) -> Mapping[str, float]:
        """Return the sizes of fields of the object that a field returns, by name, if the hints tell them."""
        if not hints.sized_fields:
            return {}
        return dict.fromkeys(hints.sized_fields, self._hinted(field, node, hints))

    def _hinted(self, field: GraphQLField, node: FieldNode, hints: FieldHints) -> float:
        sizes = self._sliced(field, node, hints)
        if sizes:
            return max(0, *sizes)
        return self._list_size if hints.assumed_size is None else hints.assumed_size

    def _sliced(self, field: GraphQLField, node: FieldNode, hints: FieldHints) -> list[int]:
        if not hints.slicing_arguments:
            return []
        try:
            arguments = get_argument_values(field, node, self._variables)
        except GraphQLError:
            # A null where none is allowed: the field fails before it returns anything.
            return []
        values = (arguments.get(name) for name in hints.slicing_arguments)
        return [value for value in values if isinstance(value, int)]
