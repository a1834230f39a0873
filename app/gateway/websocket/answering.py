"""One operation, from its `subscribe` message to the message that ends it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web
from graphql import OperationType

from app.gateway.context import RequestContext
from app.gateway.failures import Failure, formatted
from app.gateway.reply import Reply
from app.gateway.websocket import messages
from app.gateway.websocket.closing import Closing
from app.gateway.websocket.messages import Subscribe
from app.gateway.websocket.outbox import Outbox
from app.gateway.websocket.service import Service

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Record:
    """What the log tells of an operation: never its document, nor its variables."""

    kind: OperationType | None = None
    responses: int = 0
    codes: set[str] = field(default_factory=set)
    started: float = field(default_factory=time.perf_counter)

    def write(self) -> None:
        _log.info(
            "operation",
            kind=self.kind and self.kind.value,
            ms=round((time.perf_counter() - self.started) * 1000, 1),
            responses=self.responses,
            codes=sorted(self.codes),
        )


class Answering:
    """Answers one operation.

    `request` is that of the handshake. `request_id` is the operation's own, in its log lines and errors.
    `on_stream` is called once it turns out to be a subscription, `on_end` before its last message.
    """

    def __init__(
        self,
        service: Service,
        request: web.Request,
        request_id: str,
        outbox: Outbox,
        *,
        on_stream: Callable[[], None],
        on_end: Callable[[], object],
    ) -> None:
        self._service = service
        self._request = request
        self._request_id = request_id
        self._outbox = outbox
        self._on_stream = on_stream
        self._on_end = on_end
        self._record = _Record()

    async def run(self, message: Subscribe) -> None:
        """Send all responses, and then that there are no more.

        Raises `Closing` if the client does not take them. Cancelled, it sends nothing more; a source has been
        closed when this returns, in any case.
        """
        with structlog.contextvars.bound_contextvars(request_id=self._request_id):
            try:
                last = await self._answer(message)
                self._on_end()
                await self._outbox.send(last)
            finally:
                self._record.write()

    async def _answer(self, message: Subscribe) -> bytes:
        """Send the responses, and return the message that ends the operation."""
        try:
            await self._service.admit(self._request)
            parameters = await self._service.documents.resolve(message.parameters)
            async with self._context() as context:
                reply = self._service.engine.reply(
                    parameters.query or "",
                    parameters.operation_name,
                    parameters.variables,
                    context,
                    self._context,
                )
                return await self._send(message.id, reply)
        except Closing:
            raise
        except Exception as error:  # noqa: BLE001  # the formatter knows what may be shown, and logs the rest
            return self._error(message.id, formatted([Failure(error)], lambda _error: None, self._request_id))

    async def _send(self, id_: str, reply: Reply) -> bytes:
        self._record.kind = reply.kind
        if reply.kind is OperationType.SUBSCRIPTION:
            self._on_stream()
        async with aclosing(reply.responses) as responses:
            async for response in responses:
                errors = response.get("errors", [])
                if "data" not in response:
                    return self._error(id_, errors)
                self._record.responses += 1
                self._record.codes.update(error["extensions"]["code"] for error in errors)
                await self._outbox.send(messages.next_(id_, response))
        return messages.complete(id_)

    def _error(self, id_: str, errors: list[dict[str, Any]]) -> bytes:
        self._record.codes.update(error["extensions"]["code"] for error in errors)
        return messages.error(id_, errors)

    @asynccontextmanager
    async def _context(self) -> AsyncIterator[RequestContext[Any]]:
        async with self._service.contexts(self._request) as context:
            context.request_id = self._request_id
            context.streams = True
            yield context
