"""Messages on their way: each webhook gets its own one after another, and again where it fails."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final

import structlog

from app.sandbox.changes import webhooks
from app.sandbox.clock import Clock
from app.sandbox.models import Action, Webhook
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks, Unreachable
from app.sandbox.webhooks.messages import Message, message, told, viewer_of
from app.sandbox.webhooks.signature import signature

_RETRIES: Final = (30, 60, 120)
"""Seconds between one attempt and the next."""
_WAITING: Final = 1000
"""More messages than this do not wait for one webhook; the newest are lost."""
_SUCCESS: Final = range(200, 300)

_log = structlog.get_logger("app.sandbox.webhooks")


class Deliveries:
    """Delivers in the background. `secret` signs, `switches` returns those that are set at the moment."""

    def __init__(
        self, callbacks: Callbacks, secret: str, clock: Clock, switches: Callable[[], Switches]
    ) -> None:
        self._callbacks = callbacks
        self._secret = secret
        self._clock = clock
        self._switches = switches
        self._waiting: dict[str, deque[Message]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def waiting(self) -> int:
        """How many messages have not arrived yet, those on their way included."""
        return sum(map(len, self._waiting.values()))

    def announce(self, world: World, actions: Iterable[Action], key: str | None, client: str) -> None:
        """Tell webhooks what was done, the oldest first; nothing is sent before this returns.

        `client` is what the program that did it calls itself: webhooks of the same `key` are told.
        """
        webhooks.sweep(world, self._clock.now())
        for action in actions:
            for webhook in told(world, action):
                made = message(world, webhook, action, client if webhook.key == key else "")
                if made:
                    self._enqueue(world, webhook, made)

    def forget(self) -> None:
        """Give up everything that has not arrived yet."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._waiting.clear()

    async def stop(self) -> None:
        """Give up everything, and return when nothing is on its way any more."""
        tasks = list(self._tasks.values())
        self.forget()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _enqueue(self, world: World, webhook: Webhook, made: Message) -> None:
        waiting = self._waiting.setdefault(webhook.id, deque())
        if len(waiting) >= _WAITING:
            _log.warning("webhook_message_lost", webhook=webhook.id, waiting=len(waiting))
            return
        waiting.append(made)
        if webhook.id not in self._tasks:
            self._tasks[webhook.id] = asyncio.create_task(self._work(world, webhook, waiting))

    async def _work(self, world: World, webhook: Webhook, waiting: deque[Message]) -> None:
        """Deliver what waits for one webhook, for as long as it can be told anything."""
        while waiting:
            await self._deliver(world, webhook, waiting[0])
            waiting.popleft()
        del self._waiting[webhook.id]
        del self._tasks[webhook.id]

    async def _deliver(self, world: World, webhook: Webhook, made: Message) -> None:
        for number, seconds in enumerate((0, *_RETRIES), start=1):
            await asyncio.sleep(seconds * self._switches().webhook_retry_scale)
            webhooks.sweep(world, self._clock.now())
            if webhook.id not in world.webhooks or not webhook.active:
                return
            outcome = await self._post(world, webhook, made)
            if outcome in _SUCCESS:
                webhooks.succeeded(webhook)
                return
            _log.info("webhook_failed", webhook=webhook.id, attempt=number, outcome=outcome)
            if outcome == HTTPStatus.GONE:
                world.webhooks.remove(webhook.id)
            else:
                webhooks.failed(webhook, self._clock.now())

    async def _post(self, world: World, webhook: Webhook, made: Message) -> int | str:
        """Return the status of the answer, or why there is none."""
        body = made.body(webhook, viewer_of(world, webhook))
        signed = signature(self._secret, body, webhook.callback_url, self._switches().webhook_signature)
        headers = {"Content-Type": "application/json", "X-Trello-Webhook": signed}
        if made.client:
            headers["X-Trello-Client-Identifier"] = made.client
        try:
            return await self._callbacks.ask("POST", webhook.callback_url, body, headers)
        except Unreachable as reason:
            return str(reason)
