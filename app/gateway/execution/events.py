"""From a subscription to its events (GraphQL, section 6.2.3.1, Source Stream).

Neither executor's own way to subscribe is used: Tartiflette's leaves it to the garbage collector to close the
source, and both resolve every event in one context, with whatever was read for the first.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from graphql import GraphQLField, get_argument_values, located_error

from app.gateway.collection import fields_of
from app.gateway.context import RequestContext
from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.execution.resolver import Info
from app.gateway.failures import RequestRefused, failure_of
from app.gateway.operation import Operation


async def events(
    executable: ExecutableSchema, operation: Operation, context: RequestContext[Any]
) -> AsyncGenerator[dict[str, Any], None]:
    """Yield each event of a subscription as the parent of its root field, for an executor to start from.

    Raises `RequestRefused` when the source fails, be it at its start or after some events. The source is
    closed when this generator is.
    """
    field, info = _root_field(executable, operation)
    try:
        arguments = get_argument_values(field, info.nodes[0], operation.variables)
        source = executable.sources[f"{info.parent_type}.{info.field_name}"]
        async with aclosing(source(None, arguments, context, info)) as values:
            async for value in values:
                yield {info.field_name: value}
    except Exception as error:  # noqa: BLE001  # whatever it is, the formatter decides what is shown of it
        key = (info.nodes[0].alias or info.nodes[0].name).value
        raise RequestRefused(failure_of(located_error(error, list(info.nodes), [key]))) from None


def _root_field(executable: ExecutableSchema, operation: Operation) -> tuple[GraphQLField, Info]:
    """Return the only field of a valid subscription (GraphQL, section 5.2.4.1, Single Root Field)."""
    type_ = executable.schema.subscription_type
    assert type_  # noqa: S101  # without one, no subscription is valid
    nodes = tuple(node for _, node in fields_of(operation, operation.definition.selection_set, type_.name))
    name = nodes[0].name.value
    return type_.fields[name], Info(type_.name, name, nodes)
