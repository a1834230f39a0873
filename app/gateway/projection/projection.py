"""What an executor does with generated code: tries it for an operation, and for single objects later on."""

from collections.abc import Mapping
from typing import Any

from graphql import OperationType

from app.gateway.context import RequestContext
from app.gateway.execution.executable_schema import ExecutableSchema
from app.gateway.operation import Operation
from app.gateway.projection.bail import Bail
from app.gateway.projection.fields import Nodes
from app.gateway.projection.metrics import count_bail, count_projection
from app.gateway.projection.plans import Plans
from app.gateway.projection.run import Run


class Projection:
    """Generated code for a schema and its resolvers, written when a document first needs it."""

    def __init__(self, executable: ExecutableSchema) -> None:
        self._plans = Plans(executable)

    async def answer(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None
    ) -> dict[str, Any] | None:
        """Return the data of an operation, or None if the engine has to find it.

        What resolvers came to until then is in `context.run`, so that none is asked again. A mutation is for
        the engine, which runs its fields one after the other; what they return is projected object by object.
        """
        run = context.run = Run(operation, context, self._plans.of(operation))
        if operation.kind is OperationType.MUTATION:
            return None
        try:
            data: dict[str, Any] = await run.project(run.plan.root(operation), root)
        except Exception as error:  # noqa: BLE001  # the engine will meet it, too
            count_bail("answer", error)
            return None
        count_projection("answer")
        return data


async def projected_object(run: Run, type_name: str, nodes: Nodes, value: dict[str, Any]) -> dict[str, Any]:
    """Return what the response has of an object that `nodes` ask for.

    Raises `Bail` if the engine has to find it.
    """
    try:
        projector = run.plan.object(run.operation, type_name, nodes)
        projected: dict[str, Any] = await run.project(projector, value)
    except Exception as error:
        count_bail("object", error)
        raise Bail from error
    count_projection("object")
    return projected
