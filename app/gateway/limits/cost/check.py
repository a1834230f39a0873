"""The limits on what an operation costs, checked before anything of it runs."""

from collections.abc import Hashable
from typing import Any, Final
from weakref import WeakKeyDictionary

from graphql import ArgumentNode, GraphQLSchema, VariableNode, Visitor, visit

from app.gateway.limits.cost.estimate import Estimate
from app.gateway.limits.cost.figures import Cost, Share
from app.gateway.limits.cost.hints import read_hints
from app.gateway.limits.refusals import location_of, too_expensive
from app.gateway.operation import Document, Operation
from app.settings.limits import LimitSettings

_KEPT: Final = 8
"""Costs that are remembered of one document, which may depend on variables. Each takes half a kilobyte."""


class CostLimits:
    """The limits on the cost of operations of a schema. Raises `SchemaError` if its hints make no sense."""

    def __init__(self, schema: GraphQLSchema, limits: LimitSettings) -> None:
        self.limits = limits
        self._hints = read_hints(schema)
        self._known: WeakKeyDictionary[Document, _Known] = WeakKeyDictionary()

    def check(self, operation: Operation) -> Cost:
        """Return what an operation costs. Raises `RequestRefused` if that is more than the limits."""
        cost = self._cost(operation)
        if cost.calls > self.limits.calls:
            raise self._refusal("calls", cost.calls, cost.most_calls)
        if cost.objects > self.limits.objects:
            raise self._refusal("objects", cost.objects, cost.most_objects)
        return cost

    def report(self, cost: Cost) -> dict[str, Any]:
        """Return what a client is told of a cost that it asked for."""
        limits = {"calls": self.limits.calls, "objects": self.limits.objects}
        return {"calls": cost.calls, "objects": cost.objects, "limits": limits}

    def _cost(self, operation: Operation) -> Cost:
        known = self._known.get(operation.document)
        if known is None:
            sizing = {name for hints in self._hints.values() for name in hints.slicing_arguments}
            known = self._known[operation.document] = _Known(operation.document, sizing)
        key = known.key(operation)
        cost = known.costs.get(key)
        if cost is None:
            if len(known.costs) == _KEPT:
                known.costs.clear()
            cost = Estimate(operation, self._hints, self.limits.assumed_list_size).whole()
            known.costs[key] = cost
        return cost

    def _refusal(self, setting: str, found: int, most: Share | None) -> Exception:
        assert most  # noqa: S101  # what costs anything has a field that costs most
        field = ".".join(most.path)
        return too_expensive(self.limits, setting, found, location_of(most.field), field=field)


class _Known:
    """The costs of a document's operations, by all that they depend on."""

    def __init__(self, document: Document, sizing: set[str]) -> None:
        self.costs: dict[Hashable, Cost] = {}
        variables = _Variables({"if", *sizing})
        visit(document.core, variables)
        self._names = tuple(variables.names)

    def key(self, operation: Operation) -> Hashable:
        """Return what the cost of an operation depends on: the operation, and values of variables.

        Only numbers and truth can be sizes and conditions. Whatever else an argument of such a name takes may
        be as large as a body, and is not kept.
        """
        if not self._names:
            return operation.name
        values = (operation.variables.coerced.get(name) for name in self._names)
        return operation.name, *(value if isinstance(value, int) else None for value in values)


class _Variables(Visitor):
    """Finds the variables that are values of certain arguments."""

    def __init__(self, arguments: set[str]) -> None:
        super().__init__()
        self.names: dict[str, None] = {}
        self._arguments = arguments

    def enter_argument(self, node: ArgumentNode, *_where: Any) -> None:
        if node.name.value in self._arguments and isinstance(node.value, VariableNode):
            self.names[node.value.name.value] = None
