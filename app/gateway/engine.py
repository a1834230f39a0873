"""The GraphQL engine: what it takes to answer one GraphQL request, in the order in which it happens."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any, Final, TypeAlias

from graphql import GraphQLSchema, OperationDefinitionNode, OperationType, get_variable_values

from app.gateway.conditions import refuse_null_conditions
from app.gateway.context import RequestContext
from app.gateway.documents.store import Documents
from app.gateway.errors import BadRequest, BadUserInput, MethodNotAllowed, OperationTimeout
from app.gateway.execution.events import events
from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.executor import Execution, Executor
from app.gateway.execution.introspection import introspect, merge, split
from app.gateway.execution.resolver import Resolver, Shortcut, TypeResolver
from app.gateway.execution.scalars import Scalar
from app.gateway.execution.tartiflette_executor import TartifletteExecutor
from app.gateway.failures import ErrorTranslator, Failure, RequestRefused, formatted, locations_of, refusal
from app.gateway.limits.cost.check import CostLimits
from app.gateway.limits.variables import check_variables
from app.gateway.metrics.operations import Observation, count_refusal
from app.gateway.operation import Document, Operation
from app.gateway.reply import ContextOfEvent, Reply, once
from app.gateway.viewer.requirements import Requirements
from app.settings.limits import DEFAULT_LIMITS, LimitSettings

ExecutorFactory: TypeAlias = Callable[[ExecutableSchema], Executor]

GRACE_SECONDS: Final = 0.5
"""How much longer than its deadline an operation runs: upstreams that gave up at the deadline still make it
into a partial answer."""

_MAX_VARIABLE_ERRORS: Final = 20


class GraphQLEngine:
    """Answers GraphQL requests; tartiflette-aiohttp mounts it by the names `cook` and `execute`.

    `resolvers` are by "Type.field"; a field without one is the entry of its name in the parent mapping.
    `shortcuts` are ways to do without resolvers that wait, by the same names. `type_resolvers` are by the
    name of the interface or union. `translate_error` says how an exception that a resolver raised is
    reported; those that it does not know are masked. Raises `SchemaError` if schema and resolvers do not fit.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        resolvers: Mapping[str, Resolver],
        type_resolvers: Mapping[str, TypeResolver] | None = None,
        scalars: Mapping[str, Scalar] | None = None,
        shortcuts: Mapping[str, Shortcut] | None = None,
        translate_error: ErrorTranslator = lambda _error: None,
        document_cache_bytes: int = 32 * 1024 * 1024,
        introspection: bool = True,
        limits: LimitSettings = DEFAULT_LIMITS,
        executor: ExecutorFactory = TartifletteExecutor,
    ) -> None:
        self.schema = schema
        self.documents = Documents(
            schema, cache_bytes=document_cache_bytes, introspection=introspection, limits=limits
        )
        self._requirements = Requirements(schema)
        self._limits = limits
        self._cost_limits = CostLimits(schema, limits)
        self._translate_error = translate_error
        self._executable = ExecutableSchema(
            schema,
            resolvers=resolvers,
            type_resolvers=type_resolvers or {},
            scalars=scalars or {},
            shortcuts=shortcuts,
        )
        self._executor = executor(self._executable)

    async def cook(self, **_settings: Any) -> None:
        """Get ready to execute. The mounting library passes settings of an engine that it did not make."""
        await self._executor.start()

    async def execute(
        self,
        query: str,
        operation_name: str | None = None,
        context: Any = None,
        variables: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the response to a GraphQL request (GraphQL, section 7.1, Response Format).

        `context` is the request's `RequestContext`. There is no `data` if the request is refused before
        anything runs. Never raises an `Exception`.
        """
        try:
            operation = self._operation(self.documents.get(query), operation_name, variables or {}, context)
        except Exception as error:  # noqa: BLE001  # whatever it is, the client gets an answer and the log a stack
            return self._refused(error, context)
        return await self._answer(operation, context)

    def reply(
        self,
        query: str,
        operation_name: str | None,
        variables: Mapping[str, Any] | None,
        context: RequestContext[Any],
        context_of_event: ContextOfEvent,
    ) -> Reply:
        """Return the reply to a request over a connection that stays open; nothing has run yet.

        `context` is the request's. `context_of_event` makes one for each event of a subscription, whose
        deadline is that of the event; the subscription as a whole has none. Never raises an `Exception`.
        """
        try:
            operation = self._operation(self.documents.get(query), operation_name, variables or {}, context)
        except Exception as error:  # noqa: BLE001  # as above
            return Reply(None, once(self._refused(error, context)))
        if operation.kind is OperationType.SUBSCRIPTION:
            return Reply(operation.kind, self._stream(operation, context, context_of_event))
        return Reply(operation.kind, self._single(operation, context))

    async def _answer(self, operation: Operation, context: RequestContext[Any]) -> dict[str, Any]:
        with Observation(operation.kind) as observation:
            try:
                response = await self._response(operation, context)
            except Exception as error:  # noqa: BLE001  # as above
                response = self._failed(error, context)
            observation.answered(response)
            return response

    async def _single(
        self, operation: Operation, context: RequestContext[Any]
    ) -> AsyncGenerator[dict[str, Any], None]:
        yield await self._answer(operation, context)

    async def _stream(
        self, operation: Operation, context: RequestContext[Any], context_of_event: ContextOfEvent
    ) -> AsyncGenerator[dict[str, Any], None]:
        context.operation = operation
        with Observation(operation.kind) as observation:
            try:
                async with aclosing(events(self._executable, operation, context)) as stream:
                    async for event in stream:
                        async with context_of_event() as event_context:
                            response = await self._event(operation, event_context, event)
                        observation.answered(response)
                        yield response
            except Exception as error:  # noqa: BLE001  # as above
                response = self._failed(error, context)
                observation.answered(response)
                yield response

    async def _event(
        self, operation: Operation, context: RequestContext[Any], event: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the response to an event. It has `data` in any case, for the subscription goes on."""
        try:
            return await self._response(operation, context, event)
        except Exception as error:  # noqa: BLE001  # as above
            return {**self._failed(error, context), "data": None}

    async def _response(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        execution = await self._within_deadline(operation, context, root)
        response: dict[str, Any] = {"data": execution.data}
        if execution.failures:
            errors = formatted(execution.failures, self._translate_error, context.request_id)
            response = {"errors": errors, **response}
        if context.reports_cost and context.cost:
            response["extensions"] = {"cost": self._cost_limits.report(context.cost)}
        return response

    def _refused(self, error: Exception, context: RequestContext[Any]) -> dict[str, Any]:
        """Return the response to a request that is refused before anything runs."""
        count_refusal()
        return self._failed(error, context)

    def _failed(self, error: Exception, context: RequestContext[Any]) -> dict[str, Any]:
        """Return the response to an operation that failed, or an event that is lost, as a whole."""
        failures = error.failures if isinstance(error, RequestRefused) else [Failure(error)]
        return {"errors": formatted(failures, self._translate_error, context.request_id)}

    def _operation(
        self,
        document: Document,
        name: str | None,
        raw_variables: Mapping[str, Any],
        context: RequestContext[Any],
    ) -> Operation:
        definition = document.operation(name)
        _check_kind(definition, context)
        check_variables(raw_variables, self._limits)
        variables = get_variable_values(
            self.schema, definition.variable_definitions or (), dict(raw_variables), _MAX_VARIABLE_ERRORS
        )
        if isinstance(variables, list):
            raise RequestRefused(
                *(Failure(BadUserInput(error.message), locations_of(error)) for error in variables)
            )
        memo = document.memo(name, raw_variables)
        operation = Operation(self.schema, document, definition, variables, raw_variables, memo)
        refuse_null_conditions(operation)
        self._requirements.check(operation, context.viewer)
        context.cost = self._cost_limits.check(operation)
        return operation

    async def _within_deadline(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None
    ) -> Execution:
        try:
            async with asyncio.timeout_at(context.deadline + GRACE_SECONDS) as deadline:
                return await self._execute(operation, context, root)
        except TimeoutError:
            if not deadline.expired():
                raise
            raise refusal(
                OperationTimeout("The operation took too long. Ask for less, or try again later.")
            ) from None

    async def _execute(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None
    ) -> Execution:
        parts = split(operation)
        executions = []
        if parts.data is not None:
            context.operation = parts.data
            executions.append(await self._executor.execute(parts.data, context, root))
        if parts.introspection is not None:
            executions.append(introspect(parts.introspection))
        return executions[0] if len(executions) == 1 else merge(executions, parts.order)


def _check_kind(definition: OperationDefinitionNode, context: RequestContext[Any]) -> None:
    if definition.operation is OperationType.SUBSCRIPTION:
        if context.streams:
            return
        raise refusal(
            BadRequest(
                "A subscription needs a connection that stays open: "
                "send it to this address by WebSocket, with the protocol graphql-transport-ws."
            )
        )
    if context.queries_only and definition.operation is not OperationType.QUERY:
        raise refusal(MethodNotAllowed("A mutation changes something, so it must be sent by POST."))
