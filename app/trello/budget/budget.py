"""The budget of requests to Trello."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from weakref import WeakValueDictionary

from app.redis.shared import SharedRedis
from app.settings.budget import BudgetSettings
from app.trello.budget.account import Account, Kind, Limit
from app.trello.budget.corrections import Corrections, Paid
from app.trello.budget.lane import Lane
from app.trello.budget.ledger import Ledger
from app.trello.budget.prices import prices, special_route
from app.trello.credentials import Credentials
from app.trello.errors import OverBudget
from app.trello.fingerprint import Fingerprint
from app.trello.request import Request

ACCOUNTS_REMEMBERED: Final = 10_000


class Budget:
    """Holds requests back so that Trello refuses none, whichever process of ours they come from.

    `fingerprint` tells whose requests are counted together; credentials themselves are kept nowhere.
    """

    def __init__(
        self, settings: BudgetSettings, redis: SharedRedis, fingerprint: Callable[[Credentials], Fingerprint]
    ) -> None:
        self._settings = settings
        self._fingerprint = fingerprint
        self._limits = _limits(settings)
        # Where there is no Redis, there is nobody to share with.
        self._processes = settings.processes if redis.is_configured else 1
        self._ledger = Ledger(redis, self._processes)
        self._corrections = Corrections(self._ledger)
        self._accounts: dict[tuple[Kind, str], Account] = {}
        # A lane lives for as long as somebody stands in it, or it serves.
        self._lanes: WeakValueDictionary[tuple[Fingerprint, frozenset[Kind]], Lane] = WeakValueDictionary()

    async def admit(
        self, requests: Sequence[Request], credentials: Credentials, deadline: float | None
    ) -> Paid:
        """Return what one request of several, or a batch of them, has cost, once it may be sent.

        Raises `OverBudget` as soon as it is clear that this will not be before the deadline, which is in
        event-loop time, or not within the longest wait.
        """
        price = prices(requests, self._settings.batch_price)
        owner = self._fingerprint(credentials)
        key = (owner, frozenset(price))
        lane = self._lanes.get(key)
        if lane is None:
            accounts = {kind: self._account(kind, owner) for kind in price}
            lane = self._lanes[key] = Lane(accounts, self._ledger, self._processes)
        until = asyncio.get_running_loop().time() + self._settings.longest_wait_seconds
        await lane.enter(price, until if deadline is None else min(until, deadline))
        return lane.accounts

    async def admit_batch(
        self, requests: Sequence[Request], credentials: Credentials, deadline: float | None
    ) -> tuple[Paid, dict[Request, OverBudget]]:
        """Do the same as `admit`, and return those requests that must not be in the batch, with the reason.

        They are those on a route that is used up by itself. Raises `OverBudget` if no others are left.
        """
        held_back: dict[Request, OverBudget] = {}
        while True:
            rest = [request for request in requests if request not in held_back]
            try:
                return await self.admit(rest, credentials, deadline), held_back
            except OverBudget as error:
                on_its_route = {request: error for request in rest if special_route(request) == error.limit}
                if len(on_its_route) in {0, len(rest)}:
                    raise
                held_back |= on_its_route

    def learn(self, paid: Paid, headers: Mapping[str, str]) -> None:
        """Take in what Trello says of its own count, in the headers of an answer."""
        self._corrections.learn(paid, headers)

    def refused(self, paid: Paid, wait: float) -> None:
        """Take in that Trello has refused a request nevertheless, and asks to wait so many seconds."""
        self._corrections.refused(paid, wait)

    def close(self) -> None:
        """Give up everybody who waits now."""
        self._corrections.close()
        for lane in list(self._lanes.values()):
            lane.close()

    def _account(self, kind: Kind, owner: Fingerprint) -> Account:
        key = (kind, owner.api_key if kind == "key" else owner.token)
        # The one asked for last is the last to be forgotten.
        account = self._accounts.pop(key, None) or Account(self._limits[kind], key[1])
        self._accounts[key] = account
        if len(self._accounts) > ACCOUNTS_REMEMBERED:
            del self._accounts[next(iter(self._accounts))]
        return account


def _limits(settings: BudgetSettings) -> Mapping[Kind, Limit]:
    seconds = settings.seconds + settings.margin_seconds
    special = settings.special_seconds + settings.margin_seconds
    return {
        "token": Limit("token", settings.per_token, seconds),
        "key": Limit("key", settings.per_key, seconds),
        "members": Limit("members", settings.per_special_route, special),
        "search": Limit("search", settings.per_special_route, special),
        "search/members": Limit("search/members", settings.per_special_route, special),
    }
