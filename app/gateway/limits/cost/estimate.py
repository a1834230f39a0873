"""What an operation costs, estimated before it runs: from its fields, merged as they will be, and hints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    OperationType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from app.gateway.collection import fields_of
from app.gateway.limits.cost.figures import ZERO, Cost, of_field, together
from app.gateway.limits.cost.hints import NO_HINTS, FieldHints, Hints, Paths
from app.gateway.limits.cost.sizes import Sizes
from app.gateway.operation import Operation

_Selected: TypeAlias = Sequence[tuple[str, FieldNode]]
"""Fields, each after the type that it is asked for on."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A response name with all nodes that ask for it; `weight` is 0 for what came along."""

    name: str
    nodes: list[FieldNode]
    field: GraphQLField
    hints: FieldHints
    weight: float

    @property
    def field_name(self) -> str:
        return self.nodes[0].name.value


class Estimate:
    """The estimation of one operation, in which each selection is estimated once, however often it is spread.

    `list_size` is that of lists of which the schema does not say how long they are.
    """

    def __init__(self, operation: Operation, hints: Hints, list_size: int) -> None:
        self._operation = operation
        self._schema = operation.schema
        self._hints = hints
        self._sizes = Sizes(operation, list_size)
        self._known: dict[object, Cost] = {}

    def whole(self) -> Cost:
        """Return what the operation costs."""
        definition = self._operation.definition
        root = self._schema.get_root_type(definition.operation)
        assert root  # noqa: S101  # validation knows that there is one
        selected = list(fields_of(self._operation, definition.selection_set, root.name))
        costs = self._fields(root, selected, frozenset(), {})
        if definition.operation is OperationType.MUTATION:
            # The fields of a mutation run one after another (GraphQL, section 6.2.2, Mutation).
            return reduce(Cost.before, costs, ZERO)
        return together(costs)

    def _below(
        self, asked: _Asked, type_: GraphQLNamedType, provided: Paths, sizes: Mapping[str, float]
    ) -> Cost:
        """Return the cost of what is selected below a field, on one object of the type that it returns."""
        key = (type_.name, tuple(map(id, asked.nodes)), provided, tuple(sizes.items()))
        if key not in self._known:
            visited: set[str] = set()
            selected = [
                each
                for node in asked.nodes
                if node.selection_set
                for each in fields_of(self._operation, node.selection_set, type_.name, visited)
            ]
            self._known[key] = reduce(
                Cost.or_else,
                (
                    together(self._fields(candidate, on_it, provided, sizes))
                    for candidate, on_it in self._candidates(type_, selected)
                ),
            )
        return self._known[key]

    def _candidates(
        self, type_: GraphQLNamedType, selected: _Selected
    ) -> Iterator[tuple[GraphQLNamedType, _Selected]]:
        """Yield each type that an object may turn out to be of, with the fields that are asked for on it.

        Types that the selection does not name are all alike; the type of the field itself stands for them.
        """
        names = dict.fromkeys([type_.name, *(on_type for on_type, _ in selected)])
        for candidate in (self._schema.type_map[name] for name in names):
            if candidate is type_ or not is_abstract_type(candidate):
                yield candidate, [each for each in selected if self._applies(each[0], candidate)]

    def _applies(self, on_type: str, candidate: GraphQLNamedType) -> bool:
        declared = self._schema.type_map[on_type]
        if not is_abstract_type(declared):
            return declared is candidate
        return is_abstract_type(candidate) or self._schema.is_sub_type(declared, candidate)

    def _fields(
        self, type_: GraphQLNamedType, selected: _Selected, provided: Paths, sizes: Mapping[str, float]
    ) -> Iterator[Cost]:
        """Yield the cost of each response name on one object of a type."""
        named: dict[str, list[tuple[str, FieldNode]]] = {}
        for on_type, node in selected:
            named.setdefault((node.alias or node.name).value, []).append((on_type, node))
        every = [self._asked(type_, name, asked, provided) for name, asked in named.items()]
        shared = max((each.weight for each in every if each.hints.shared), default=0.0)
        for asked in sorted(every, key=lambda each: each.weight, reverse=True):
            calls = asked.weight
            if asked.hints.shared:
                calls, shared = shared, 0.0
            yield self._cost(asked, calls, provided, sizes)

    def _asked(
        self, type_: GraphQLNamedType, name: str, selected: list[tuple[str, FieldNode]], provided: Paths
    ) -> _Asked:
        on_type, node = selected[0]
        field = self._schema.get_field(self._schema.type_map[on_type], node.name.value)  # type: ignore[arg-type]  # composite
        assert field  # noqa: S101  # validation knows that there is one
        declared = self._hints.get((on_type, node.name.value), NO_HINTS)
        hints = self._hints.get((type_.name, node.name.value), declared)
        came_along = (node.name.value,) in provided
        return _Asked(name, [each for _, each in selected], field, hints, 0 if came_along else hints.weight)

    def _cost(self, asked: _Asked, calls: float, provided: Paths, sizes: Mapping[str, float]) -> Cost:
        below, objects = ZERO, 0.0
        type_ = get_named_type(asked.field.type)
        if not is_leaf_type(type_):
            objects = self._sizes.of(asked.field, asked.nodes[0], asked.hints, sizes.get(asked.field_name))
            inside = {path[1:] for path in provided if path[0] == asked.field_name and len(path) > 1}
            sized = self._sizes.below(asked.field, asked.nodes[0], asked.hints)
            below = self._below(asked, type_, asked.hints.provides | inside, sized)
        return of_field(
            asked.name, asked.nodes[0], below=below, objects=objects, calls=calls, waits=asked.weight > 0
        )
