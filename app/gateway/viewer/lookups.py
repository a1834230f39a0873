"""Questions to the backend that are under way, and what happens meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

AnswerT = TypeVar("AnswerT")


@dataclass(eq=False, slots=True)
class Meanwhile:
    """What has happened since a question was asked: to which entities; anything, if events were missed."""

    entities: set[int] = field(default_factory=set)
    anything: bool = False

    def concerns(self, entity: int) -> bool:
        """Whether something may have happened to an entity."""
        return self.anything or entity in self.entities


class Lookups(Generic[AnswerT]):
    """Shares each question among all who want the same answer, and asks again if an event overtakes it."""

    def __init__(self) -> None:
        self._tasks: dict[Hashable, asyncio.Task[AnswerT]] = {}
        self._asking: set[Meanwhile] = set()

    async def of(
        self,
        key: Hashable,
        ask: Callable[[], Awaitable[AnswerT]],
        *,
        overtaken: Callable[[AnswerT, Meanwhile], bool],
        keep: Callable[[AnswerT], None],
    ) -> AnswerT:
        """Return what `ask` returns, or raise what it raises; an answer that holds is given to `keep`."""
        if key not in self._tasks:
            task = asyncio.create_task(self._ask(ask, overtaken, keep))
            self._tasks[key] = task
            task.add_done_callback(lambda done: self._end(key, done))
        # Whoever else waits for the same must not be cancelled with this one.
        return await asyncio.shield(self._tasks[key])

    def happened(self, entity: int) -> None:
        """Take notice of an event of an entity."""
        for meanwhile in self._asking:
            meanwhile.entities.add(entity)

    def missed(self) -> None:
        """Take notice that any events may have been missed."""
        for meanwhile in self._asking:
            meanwhile.anything = True

    def close(self) -> None:
        """Give up what is still being asked."""
        for task in self._tasks.values():
            task.cancel()

    async def _ask(
        self,
        ask: Callable[[], Awaitable[AnswerT]],
        overtaken: Callable[[AnswerT, Meanwhile], bool],
        keep: Callable[[AnswerT], None],
    ) -> AnswerT:
        while True:
            meanwhile = Meanwhile()
            self._asking.add(meanwhile)
            try:
                answer = await ask()
            finally:
                self._asking.discard(meanwhile)
            if not overtaken(answer, meanwhile):
                keep(answer)
                return answer

    def _end(self, key: Hashable, task: asyncio.Task[AnswerT]) -> None:
        del self._tasks[key]
        if not task.cancelled():
            # Whoever waited for it may have left.
            task.exception()
