"""The operations of one connection, by the ids that its client gave them."""

import asyncio
from functools import partial
from itertools import count

from aiohttp import web

from app.gateway.errors import RateLimited
from app.gateway.request_id import REQUEST_ID
from app.gateway.websocket import messages
from app.gateway.websocket.answering import Answering
from app.gateway.websocket.closing import CloseCode, Closing
from app.gateway.websocket.messages import Subscribe
from app.gateway.websocket.outbox import Outbox
from app.gateway.websocket.service import Service


class Operations:
    """Runs operations as `tasks`, so that none outlives its connection.

    An id is free again as soon as either side has completed its operation.
    """

    def __init__(
        self, tasks: asyncio.TaskGroup, service: Service, request: web.Request, outbox: Outbox
    ) -> None:
        self._tasks = tasks
        self._service = service
        self._request = request
        self._outbox = outbox
        self._numbers = count(1)
        self._by_id: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._streaming: set[asyncio.Task[None]] = set()
        self._settled = asyncio.Event()
        self._settled.set()

    async def start(self, message: Subscribe) -> None:
        """Begin an operation. Raises `Closing` with 4409 if its id belongs to one that is running."""
        if message.id in self._by_id:
            raise Closing(CloseCode.SUBSCRIBER_ALREADY_EXISTS, f"Subscriber for {message.id} already exists")
        if len(self._running) >= self._service.settings.max_operations:
            error = RateLimited(
                f"{len(self._running)} operations run on this connection: complete one before the next."
            )
            await self._outbox.send(
                messages.error(message.id, [{"message": error.message, "extensions": dict(error.extensions)}])
            )
            return
        request_id = f"{self._request[REQUEST_ID]}.{next(self._numbers)}"
        task = self._tasks.create_task(self._run(message, request_id))
        self._by_id[message.id] = task
        self._running.add(task)
        self._settle()
        task.add_done_callback(self._stopped)

    async def _run(self, message: Subscribe, request_id: str) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101  # a coroutine of a task group has one
        answering = Answering(
            self._service,
            self._request,
            request_id,
            self._outbox,
            on_stream=partial(self._stream, task),
            on_end=partial(self._by_id.pop, message.id, None),
        )
        await answering.run(message)

    def _stream(self, task: asyncio.Task[None]) -> None:
        self._streaming.add(task)
        self._settle()

    def _stopped(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._streaming.discard(task)
        self._settle()

    def _settle(self) -> None:
        if self._running == self._streaming:
            self._settled.set()
        else:
            self._settled.clear()

    async def complete(self, id_: str) -> None:
        """Stop an operation, and return once it has let everything go; ids of none are ignored."""
        task = self._by_id.pop(id_, None)
        if task:
            task.cancel()
            await asyncio.wait([task])

    async def settled(self) -> None:
        """Return once nothing but subscriptions is running, which never end by themselves."""
        await self._settled.wait()
