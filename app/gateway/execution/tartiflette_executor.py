"""Execution by Tartiflette. Only this module, `projected_types` and `translation` know that engine."""

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Any, Final

from graphql import GraphQLField, GraphQLScalarType, specified_scalar_types
from tartiflette import Engine, Resolver, Scalar, TypeResolver
from tartiflette.resolver.default import sync_arguments_coercer
from tartiflette.schema.registry import SchemaRegistry

from app.gateway.context import RequestContext
from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.executor import Execution
from app.gateway.execution.literals import as_core_literal
from app.gateway.execution.projected_types import project_types
from app.gateway.execution.resolver import Info, default_resolver
from app.gateway.execution.translation import origins
from app.gateway.failures import Failure, refused_argument
from app.gateway.operation import Operation
from app.gateway.projection.projection import Projection
from app.gateway.sdl import engine_sdl

_schema_numbers: Final = count(1)


class TartifletteExecutor:
    """Executes operations by an engine of its own.

    Resolvers that wait run concurrently with their siblings and across the items of a list, and so does
    everything that leads to them; whatever else there is costs no task (`coerce_parent_concurrently` and
    `coerce_list_concurrently` are off, and on again for single fields).

    With `projected`, generated code answers whatever needs nothing of the engine (`app.gateway.projection`).
    """

    def __init__(self, executable: ExecutableSchema, *, projected: bool = True) -> None:
        self._executable = executable
        self._projection = Projection(executable) if projected else None
        # Tartiflette keeps what is registered in one place for the whole process, by this name.
        self._schema_name = f"schema-{next(_schema_numbers)}"
        self._engine = Engine(
            sdl=engine_sdl(executable.schema),
            schema_name=self._schema_name,
            error_coercer=_failure,
            custom_default_resolver=_resolve_by_default,
            custom_default_arguments_coercer=sync_arguments_coercer,
            query_cache_decorator=_take_documents,
            coerce_parent_concurrently=False,
            coerce_list_concurrently=False,
        )

    async def start(self) -> None:
        """Register everything with Tartiflette, and let it read its schema."""
        for type_ in [*specified_scalar_types.values(), *self._executable.custom_scalars()]:
            Scalar(type_.name, schema_name=self._schema_name)(_ScalarBridge(type_))
        for name, resolve in self._executable.type_resolvers.items():
            TypeResolver(name, schema_name=self._schema_name)(
                lambda value, _context, _info, _type, resolve=resolve: resolve(value)
            )
        for name, field in self._executable.fields():
            self._register(name, field)
        await self._engine.cook()
        cooked = SchemaRegistry.find_schema(self._schema_name)
        if self._projection:
            project_types(cooked, self._executable)
        for name, field in self._executable.fields():
            if self._runs_concurrently(name, field):
                baked = cooked.get_field_by_name(name)
                baked.resolver = partial(_Deferred, baked.resolver)

    def _register(self, name: str, field: GraphQLField) -> None:
        resolver = self._executable.resolvers.get(name)
        concurrently = self._runs_concurrently(name, field)
        if resolver is None and not concurrently:
            return
        Resolver(
            name,
            schema_name=self._schema_name,
            list_concurrently=self._executable.waits_below(field),
            parent_concurrently=concurrently,
        )(_resolve_by_default if resolver is None else _adapted(resolver, waits=self._executable.waits(name)))

    def _runs_concurrently(self, name: str, field: GraphQLField) -> bool:
        return self._executable.waits(name) or self._executable.waits_below(field)

    async def execute(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None = None
    ) -> Execution:
        """Execute an operation that graphql-core has checked."""
        try:
            data = await self._projection.answer(operation, context, root) if self._projection else None
            if data is not None:
                return Execution(data)
            response = await self._engine.execute(
                query=operation.document.translated,
                operation_name=operation.name,
                context=context,
                variables=operation.raw_variables,
                initial_value=root,
            )
            return Execution(response["data"], response.get("errors", ()))
        finally:
            # Context and run keep each other: all that was read would wait for the garbage collector.
            context.run = None


def _take_documents(_parse_and_validate: Any) -> Any:
    """Replace Tartiflette's parser and validators by nothing: it is handed documents that are valid."""
    return lambda document, _schema: (document, None)


async def _resolve_by_default(parent: Any, _arguments: Any, _context: Any, info: Any) -> Any:
    return default_resolver(parent, info.field_name)


def _adapted(resolver: Any, *, waits: bool) -> Any:
    async def compute(parent: Any, arguments: Mapping[str, Any], context: Any, info: Any) -> Any:
        return resolver(parent, arguments, context, _about(info))

    async def wait(parent: Any, arguments: Mapping[str, Any], context: Any, info: Any) -> Any:
        about = _about(info)
        known = context.run.outcome(parent, about) if context.run else None
        return known.result() if known else await resolver(parent, arguments, context, about)

    return wait if waits else compute


def _about(info: Any) -> Info:
    return Info(info.parent_type.name, info.field_name, origins(info.field_nodes))


async def _failure(error: Any, coerced: Mapping[str, Any]) -> Failure:
    """Return a failure; errors without a cause are Tartiflette's own, about arguments that do not fit."""
    cause = error.original_error or refused_argument(error.message)
    locations: Sequence[Mapping[str, int]] = coerced["locations"]
    return Failure(cause, [(where["line"], where["column"]) for where in locations], coerced["path"] or ())


class _Deferred:
    """A call that happens when it is awaited.

    Tartiflette calls the resolvers of concurrent fields first, and awaits them after the other fields of the
    object. If one of those fails and takes the object with it, what was called would never be awaited.
    """

    __slots__ = ("_arguments", "_resolve")

    def __init__(self, resolve: Callable[..., Awaitable[Any]], *arguments: Any) -> None:
        self._resolve = resolve
        self._arguments = arguments

    def __await__(self) -> Generator[Any, None, Any]:
        return self._resolve(*self._arguments).__await__()


class _ScalarBridge:
    """Tartiflette's three coercions of a scalar, by graphql-core's definition of it."""

    def __init__(self, type_: GraphQLScalarType) -> None:
        self.coerce_output = type_.coerce_output_value
        self.coerce_input = type_.coerce_input_value
        self._parse = type_.coerce_input_literal or type_.parse_literal

    def parse_literal(self, node: Any) -> Any:
        """Return the value of a literal."""
        return self._parse(as_core_literal(node))
