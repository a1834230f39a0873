"""What Trello counts and we do not: others may use the same token or key."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, Final, TypeAlias

from app.trello.budget.account import Account, Kind
from app.trello.budget.headers import remaining
from app.trello.budget.ledger import Ledger
from app.trello.budget.metrics import CORRECTED, REMAINING

EVERY_SECONDS: Final = 1.0
"""How often our count of an account is held against Trello's."""

Paid: TypeAlias = Mapping[Kind, Account]
"""The accounts that a request has cost something of."""


class Corrections:
    """Holds what Trello says against the ledger, and has it adopt what is less."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._under_way: set[asyncio.Task[None]] = set()

    def learn(self, paid: Paid, headers: Mapping[str, str]) -> None:
        """Take in the headers of an answer to a request."""
        now = asyncio.get_running_loop().time()
        for kind, left in remaining(headers):
            account = paid[kind]
            account.told, account.told_at = left, now
            REMAINING.labels(kind).set(left)
            if now - account.corrected_at >= EVERY_SECONDS:
                account.corrected_at = now
                self._start(self._correct(account, left))

    def refused(self, paid: Paid, wait: float) -> None:
        """Take in that Trello has refused a request, and asks to wait so many seconds."""
        until = asyncio.get_running_loop().time() + wait
        for account in _used_up(paid):
            account.close(until)
            self._start(self._ledger.note(account, account.limit.amount))

    def close(self) -> None:
        """Give up what is under way."""
        for task in self._under_way:
            task.cancel()

    async def _correct(self, account: Account, told: int) -> None:
        unknown = (await self._ledger.left(account)).units - told
        if unknown > 0:
            CORRECTED.labels(account.limit.kind).inc(unknown)
            await self._ledger.note(account, unknown)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


def _used_up(paid: Paid) -> Iterable[Account]:
    """Return what a refusal is about: Trello says so only of tokens and keys, and of them by headers."""
    empty = [account for account in paid.values() if account.told == 0]
    special = [account for kind, account in paid.items() if kind not in {"token", "key"}]
    return empty or special or [paid["token"]]
