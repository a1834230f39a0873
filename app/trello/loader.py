"""Reading objects of one viewer for one request: what is asked in the same moment leaves together.

A loader lives exactly as long as one request, so nothing it has read can reach another viewer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from app.trello.errors import TrelloError, UnexpectedAnswer
from app.trello.needs import Needs
from app.trello.objects import Kind, Node
from app.trello.plan import Plan, Step, plan
from app.trello.request import Request

QUIET_TURNS: Final = 3
"""Turns of the event loop in which nothing new may be asked before a wave leaves.

Fields of one level start within a few turns of each other, the more the more arguments they have.
"""

_log = structlog.get_logger(__name__)

Send = Callable[[Sequence[Request]], Awaitable[list[Any]]]
"""Sends requests and returns as many answers or `TrelloError`s, in order."""


@dataclass(slots=True)
class _Wanted:
    needs: Needs
    read: asyncio.Future[Node] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Loader:
    """Collects what is needed of each object and reads it in as few waves as possible."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: dict[tuple[Kind, str], _Wanted] = {}
        self._asked: dict[tuple[Kind, str], list[_Wanted]] = {}
        self._waves: set[asyncio.Task[None]] = set()

    async def load(self, kind: Kind, ref: str, needs: Needs) -> Node:
        """Return the object with at least what is needed of it.

        Raises the error that kept it from being read. An edge that could not be read holds its error instead.
        """
        # Whoever else waits for the same object must not be cancelled with this reader.
        return await asyncio.shield(self._want((kind, ref), _asking(needs)).read)

    async def load_all(self, kind: Kind, refs: Sequence[str], needs: Needs) -> list[Node | Exception]:
        """Return several objects likewise, with the error in place of each that could not be read."""
        needs = _asking(needs)
        reads = [self._want((kind, ref), needs).read for ref in refs]
        for read in reads:
            # Once the first is there the others are, too, for mostly all have left in one wave.
            while not read.done():
                with suppress(Exception):
                    await asyncio.shield(read)
        return [read.exception() or read.result() for read in reads]  # type: ignore[misc]  # `_settle` knows no other

    def _want(self, key: tuple[Kind, str], needs: Needs) -> _Wanted:
        for asked in self._asked.get(key, ()):
            if asked.needs.cover(needs):
                return asked
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._wait, QUIET_TURNS, 0)
        wanted = self._waiting.get(key)
        if wanted is None:
            wanted = self._waiting[key] = _Wanted(needs)
        elif not wanted.needs.cover(needs):
            wanted.needs = wanted.needs.copy()
            wanted.needs.merge(needs.copy())
        return wanted

    def _wait(self, turns: int, seen: int) -> None:
        now = len(self._waiting)
        turns = QUIET_TURNS if now > seen else turns - 1
        if turns:
            asyncio.get_running_loop().call_soon(self._wait, turns, now)
            return
        wave, self._waiting = self._waiting, {}
        if not wave:
            return
        for key, wanted in wave.items():
            self._asked.setdefault(key, []).append(wanted)
        task = asyncio.create_task(self._read(wave))
        self._waves.add(task)
        task.add_done_callback(self._waves.discard)

    async def _read(self, wave: dict[tuple[Kind, str], _Wanted]) -> None:
        plans: list[tuple[Plan, _Wanted]] = []
        try:
            plans = [(plan(kind, ref, wanted.needs), wanted) for (kind, ref), wanted in wave.items()]
            await self._take([(made, wanted, step) for made, wanted in plans for step in made.steps])
        except Exception as error:  # noqa: BLE001  # handed on to everyone who waits for this wave
            for wanted in wave.values():
                _settle(wanted.read, error)
        for made, wanted in plans:
            _settle(wanted.read, made.node)

    async def _take(self, steps: list[tuple[Plan, _Wanted, Step]]) -> None:
        while steps:
            answers = await self._send([step.request for _, _, step in steps])
            further: list[tuple[Plan, _Wanted, Step]] = []
            for (made, wanted, step), answer in zip(steps, answers, strict=True):
                outcome = _placed(step, answer)
                if not isinstance(outcome, TrelloError):
                    further += [(made, wanted, each) for each in outcome]
                elif step.fail:
                    step.fail(outcome)
                else:
                    _settle(wanted.read, outcome)
            steps = further

    def close(self) -> None:
        """Give up whatever is still being read, because nobody waits for it any more."""
        self._waiting.clear()
        for wave in self._waves:
            wave.cancel()


def _asking(needs: Needs) -> Needs:
    """Return needs of which something is asked for: even to say that an object is there, it must be."""
    return needs if needs.fields or needs.edges else Needs({"id"})


def _placed(step: Step, answer: Any) -> list[Step] | TrelloError:
    """Put an answer where it belongs, and return what it makes necessary; a misshapen one is an error."""
    if isinstance(answer, TrelloError):
        return answer
    try:
        return list(step.place(answer))
    except (AttributeError, LookupError, TypeError, ValueError):
        _log.exception("unexpected answer", path=step.request.path)
        return UnexpectedAnswer()


def _settle(read: asyncio.Future[Node], outcome: Node | Exception) -> None:
    """Give a reader its outcome, unless it has an earlier one."""
    if read.done():
        return
    if isinstance(outcome, Exception):
        read.set_exception(outcome)
        # Whoever asked may have been cancelled; that nobody hears of it then is no fault to be logged.
        read.exception()
    else:
        read.set_result(outcome)
