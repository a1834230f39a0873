"""What a request over a connection that stays open is answered with: any number of responses."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import OperationType

from app.gateway.context import RequestContext

ContextOfEvent: TypeAlias = Callable[[], AbstractAsyncContextManager[RequestContext[Any]]]
"""Makes the context of one event, and cleans up after it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The kind of an operation, and the responses to it.

    `responses` has one response to a query or mutation, and one for each event of a subscription; whoever
    takes it closes it. A response without `data` is the last: the request is refused, or the subscription
    failed. `kind` is None if the request is refused before anything runs.
    """

    kind: OperationType | None
    responses: AsyncGenerator[dict[str, Any], None]


async def once(response: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
    """Yield one response."""
    yield response
