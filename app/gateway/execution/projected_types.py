"""Generated code in Tartiflette's place, object by object, where an operation did not get through as a whole.

When Tartiflette has cooked its schema, every type has an `output_coercer`, and every field a `resolver` with
a chain of them in it. Types that objects are of get a coercer here that tries generated code first, and their
fields a chain with it. So one value that does not fit leaves all others as fast as before.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from graphql import is_abstract_type, is_composite_type
from tartiflette.coercers.outputs.compute import get_output_coercer

from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.translation import origins
from app.gateway.projection.bail import Bail
from app.gateway.projection.projection import projected_object


def project_types(cooked: Any, executable: ExecutableSchema) -> None:
    """Let objects of a schema that Tartiflette has cooked be projected, one by one."""
    for name, type_of in _type_names(executable):
        type_ = cooked.find_type(name)
        type_.output_coercer = _coercer(type_of, type_.output_coercer)
    for name, _ in executable.fields():
        field = cooked.get_field_by_name(name)
        resolver = field.resolver
        chain = get_output_coercer(field.graphql_type, field.list_concurrently)
        field.resolver = partial(resolver.func, **(resolver.keywords | {"output_coercer": chain}))


def _type_names(executable: ExecutableSchema) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """Yield the name of each type that objects are of, with a function that tells an object's own."""
    for name, type_ in executable.schema.type_map.items():
        if is_abstract_type(type_):
            yield name, executable.type_resolvers[name]
        elif is_composite_type(type_) and not name.startswith("__"):
            yield name, lambda _value, name=name: name  # type: ignore[misc]  # bound as it is now


def _coercer(type_of: Callable[[Any], str], original: Any) -> Any:
    async def coerce(result: Any, info: Any, execution_context: Any, field_nodes: Any, path: Any) -> Any:
        run = execution_context.context.run
        if run is not None and type(result) is dict:
            try:
                return await projected_object(run, type_of(result), origins(field_nodes), result)
            except Bail:
                pass
        return await original(result, info, execution_context, field_nodes, path)

    return coerce
