"""The seam between this gateway and whatever executes operations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.gateway.context import RequestContext
from app.gateway.failures import Failure
from app.gateway.operation import Operation


@dataclass(frozen=True, slots=True)
class Execution:
    """What came out: `data` is None if an error reached the root (GraphQL, section 7.1.1)."""

    data: dict[str, Any] | None
    failures: Sequence[Failure] = ()


class Executor(Protocol):
    """Something that executes valid operations."""

    async def start(self) -> None:
        """Get ready; called once, before the first operation."""

    async def execute(
        self, operation: Operation, context: RequestContext[Any], root: Mapping[str, Any] | None = None
    ) -> Execution:
        """Execute an operation whose document and variables were checked.

        `root` is the parent of its root fields: for a subscription, the event that is told.
        """
