"""Conditions of `@skip` and `@include`, of which none may be null.

A variable that may be null can stand there if it has a default (GraphQL, section 5.8.5, All Variable Usages
Are Allowed), and a client can still send null. Executors differ in what they make of it, so none sees it.
"""

from typing import Any, Final

from graphql import DirectiveNode, GraphQLError, VariableNode, Visitor, separate_operations, visit

from app.gateway.errors import BadUserInput
from app.gateway.failures import Failure, RequestRefused, locations_of
from app.gateway.operation import Operation

_CONDITIONAL: Final = frozenset({"skip", "include"})


def refuse_null_conditions(operation: Operation) -> None:
    """Raise `RequestRefused` if a condition is null anywhere in what an operation selects."""
    with_default = (each for each in operation.definition.variable_definitions or () if each.default_value)
    names = {each.variable.name.value for each in with_default}
    nulls = {name for name in names if operation.raw_variables.get(name, "the default") is None}
    if not nulls:
        return
    finding = _Finding(nulls)
    visit(separate_operations(operation.document.core)[operation.name or ""], finding)
    if finding.failures:
        raise RequestRefused(*finding.failures)


class _Finding(Visitor):
    def __init__(self, nulls: set[str]) -> None:
        super().__init__()
        self._nulls = nulls
        self.failures: list[Failure] = []

    def enter_directive(self, node: DirectiveNode, *_where: Any) -> None:
        for argument in node.arguments or ():
            value = argument.value
            is_null = isinstance(value, VariableNode) and value.name.value in self._nulls
            if is_null and node.name.value in _CONDITIONAL:
                cause = BadUserInput("`if` must not be null.", argument_path=["if"])
                self.failures.append(Failure(cause, locations_of(GraphQLError("", value))))
