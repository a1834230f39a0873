"""Execution by graphql-core's own executor: the measure for Tartiflette, and the way out of it.

It takes the place of `TartifletteExecutor` without a change anywhere else.
"""

from collections.abc import Mapping
from typing import Any

from graphql import ExecutionResult, GraphQLResolveInfo, execute

from app.gateway.context import RequestContext
from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.executor import Execution
from app.gateway.execution.resolver import Info, default_resolver
from app.gateway.failures import failure_of
from app.gateway.operation import Operation


class ReferenceExecutor:
    """Executes operations by graphql-core."""

    def __init__(self, executable: ExecutableSchema) -> None:
        self._executable = executable

    async def start(self) -> None:
        """Do nothing: graphql-core needs no preparation."""

    async def execute(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None = None
    ) -> Execution:
        """Execute an operation that was checked."""
        outcome = execute(
            operation.schema,
            operation.document.core,
            root,
            context_value=context,
            variable_values=dict(operation.raw_variables),
            operation_name=operation.name,
            field_resolver=self._resolve,
            type_resolver=self._resolve_type,
        )
        result = outcome if isinstance(outcome, ExecutionResult) else await outcome
        return Execution(result.data, [failure_of(error) for error in result.errors or ()])

    def _resolve(self, parent: Any, info: GraphQLResolveInfo[Any], /, **arguments: Any) -> Any:
        resolver = self._executable.resolvers.get(f"{info.parent_type.name}.{info.field_name}")
        if resolver is None:
            return default_resolver(parent, info.field_name)
        about = Info(info.parent_type.name, info.field_name, tuple(info.field_nodes))
        return resolver(parent, arguments, info.context, about)

    def _resolve_type(self, value: Any, _info: GraphQLResolveInfo[Any], abstract_type: Any) -> str:
        return self._executable.type_resolvers[abstract_type.name](value)
