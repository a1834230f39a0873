"""The line for requests that cost something of the same accounts: first come, first served."""

import asyncio
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from app.trello.budget.account import Account, Kind
from app.trello.budget.ledger import Ledger
from app.trello.budget.metrics import REFUSED, WAITED
from app.trello.errors import OverBudget

LEAST_PAUSE_SECONDS: Final = 0.05
"""Room comes back request by request; whoever looks less often has to look less."""


@dataclass(slots=True, eq=False)
class _Waiting:
    price: Mapping[Kind, int]
    since: float
    until: float
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Lane:
    """Lets requests through in the order in which they come, once all `accounts` have room.

    One task asks for all that wait, and for as many of them at once as may fit. Where room was short of
    late, it asks for no more at once than one of `processes` equal parts, so that others get theirs.
    """

    def __init__(self, accounts: Mapping[Kind, Account], ledger: Ledger, processes: int) -> None:
        self.accounts = accounts
        self._ledger = ledger
        self._processes = processes
        self._line: deque[_Waiting] = deque()
        self._ahead: Counter[Kind] = Counter()
        self._room: dict[Kind, int] = {}
        self._usher: asyncio.Task[None] | None = None

    async def enter(self, price: Mapping[Kind, int], until: float) -> None:
        """Return when a request of this price may be sent.

        Raises `OverBudget` as soon as it is clear that this will not be before `until`, in event-loop time.
        """
        newcomer = _Waiting(price, asyncio.get_running_loop().time(), until)
        if too_late := self._too_late(newcomer, self._ahead, newcomer.since):
            raise too_late
        self._line.append(newcomer)
        self._ahead.update(price)
        if self._usher is None:
            self._usher = asyncio.create_task(self._serve())
        try:
            await newcomer.turn
        finally:
            self._ahead.subtract(price)

    def close(self) -> None:
        """Give up everybody who waits now."""
        if self._usher:
            self._usher.cancel()

    async def _serve(self) -> None:
        failure: Exception | None = None
        try:
            while self._forget_who_left():
                pause = self._closed_for()
                if pause <= 0:
                    await self._let_some_through()
                elif self._send_away():
                    await asyncio.sleep(pause)
        except Exception as error:  # noqa: BLE001  # handed on to everyone who waits here
            failure = error
        finally:
            self._usher = None
            for waiting in self._line:
                _settle(waiting, failure or asyncio.CancelledError())
            self._line.clear()

    def _closed_for(self) -> float:
        until = max(account.closed_until for account in self.accounts.values())
        return until - asyncio.get_running_loop().time()

    async def _let_some_through(self) -> None:
        run, price = self._front()
        # Whoever had no room last is asked first: what others have given is lost if it has none again.
        for account in sorted(self.accounts.values(), key=lambda each: each.closed_until, reverse=True):
            if not await self._ledger.take(account, price[account.limit.kind]):
                await self._make_do(account)
                return
        self._room.clear()
        for waiting in run:
            self._line.remove(waiting)
            _settle(waiting)

    def _front(self) -> tuple[list[_Waiting], dict[Kind, int]]:
        """Return those in front for whom there may be room, and what they cost together."""
        room = {kind: self._room_of(account) for kind, account in self.accounts.items()}
        run: list[_Waiting] = []
        total = dict.fromkeys(room, 0)
        for waiting in self._line:
            cost = {kind: total[kind] + waiting.price[kind] for kind in total}
            if run and any(cost[kind] > room[kind] for kind in cost):
                break
            run.append(waiting)
            total = cost
        # A batch can cost more than there ever is; then it has to do with all of it.
        return run, {kind: min(units, self._most(self.accounts[kind])) for kind, units in total.items()}

    def _room_of(self, account: Account) -> int:
        was_short = account.closed_until + account.limit.seconds > asyncio.get_running_loop().time()
        most = self._most(account)
        return min(most, max(1, account.limit.amount // self._processes)) if was_short else most

    def _most(self, account: Account) -> int:
        return self._room.get(account.limit.kind, account.limit.amount)

    async def _make_do(self, account: Account) -> None:
        """Ask for less, if what is left is enough for the first in line; else let nobody ask for a while."""
        left = await self._ledger.left(account)
        if left.units >= min(self._line[0].price[account.limit.kind], left.of):
            self._room[account.limit.kind] = left.units
            return
        self._room.clear()
        account.close(asyncio.get_running_loop().time() + max(left.seconds, LEAST_PAUSE_SECONDS))

    def _send_away(self) -> bool:
        """Refuse everyone whose turn will come too late; return whether somebody is left."""
        now = asyncio.get_running_loop().time()
        ahead: Counter[Kind] = Counter()
        for waiting in tuple(self._line):
            if too_late := self._too_late(waiting, ahead, now):
                self._line.remove(waiting)
                _settle(waiting, too_late)
            else:
                ahead.update(waiting.price)
        return bool(self._line)

    def _forget_who_left(self) -> bool:
        """Let nobody stand in line, nor pay, who waits no more; return whether somebody does."""
        for waiting in [each for each in self._line if each.turn.done()]:
            self._line.remove(waiting)
        return bool(self._line)

    def _too_late(self, waiting: _Waiting, ahead: Counter[Kind], now: float) -> OverBudget | None:
        """Return what to tell someone for whom there is no hope, with so much ahead."""
        wait, kind = max(
            (_wait(account, ahead[kind] + waiting.price[kind], now), kind)
            for kind, account in self.accounts.items()
        )
        if not wait or now + wait <= waiting.until:
            return None
        REFUSED.labels(kind).inc()
        return OverBudget(ceil(wait), kind)


def _wait(account: Account, units: int, now: float) -> float:
    """Return after how many seconds there is room for so many, at the earliest."""
    windows = (units - 1) // account.limit.amount
    return max(0.0, account.closed_until - now) + windows * account.limit.seconds


def _settle(waiting: _Waiting, failure: BaseException | None = None) -> None:
    if waiting.turn.done():
        return
    if isinstance(failure, asyncio.CancelledError):
        waiting.turn.cancel()
    elif failure:
        waiting.turn.set_exception(failure)
    else:
        waited = asyncio.get_running_loop().time() - waiting.since
        if waited > LEAST_PAUSE_SECONDS:
            WAITED.observe(waited)
        waiting.turn.set_result(None)
