"""Identical queries under way are one execution, whose answer goes to everybody who asked.

So it does to those who ask while all that it was made of is fresh.

Identical are queries with the same document, operation name and values of variables, of whoever may share an
answer. Each request has been admitted by itself, and each is counted. Whoever joins has asked later than
whoever began, and all have the same time: so the answer comes before their own deadline.

Mutations are never shared, for each changes something, nor are subscriptions. An answer with an internal
error is not, because its message names one request by its id: the others then ask for themselves.
"""

import time
from collections.abc import Awaitable, Callable, Hashable
from typing import TypeAlias

import orjson
from aiohttp import web

from app.gateway.flights import Flights
from app.gateway.http.answer import Answer
from app.gateway.http.kept_answers import KeptAnswers
from app.gateway.http.view import RequestView
from app.gateway.metrics.operations import count_kept, count_shared
from app.gateway.request_id import ANSWERED_FOR

Sharers: TypeAlias = Callable[[web.Request], Hashable]
"""Tells who may share an answer: those requests of which it tells the same."""

Ask: TypeAlias = Callable[[RequestView], Awaitable[Answer]]
"""Has the engine answer a request."""


class Sharing:
    """Answers queries, each execution for all requests that there are while it runs or its answer lasts."""

    def __init__(self, sharers: Sharers, kept: KeptAnswers | None = None) -> None:
        self._sharers = sharers
        self._kept = kept
        self._flights = Flights[Answer]()

    async def answer(self, view: RequestView, ask: Ask) -> Answer:
        """Return the answer to a request: somebody else's, or else that of `ask`."""
        text = view.parameters.query or ""
        if "mutation" in text or "subscription" in text:
            # Perhaps it is no query. Without these words it can be nothing else: nothing stands for them.
            return await ask(view)
        key = self._key(view)
        started = time.perf_counter()
        kept = self._kept and self._kept.find(key, view.request)
        if kept:
            count_kept(time.perf_counter() - started)
            return kept
        flight = self._flights.find(key)
        if flight is None:
            answer = await self._flights.begin(key, _asked(ask, view))
            if self._kept:
                self._kept.keep(key, answer)
            return answer
        answer = await flight.wait()
        if answer.names_request:
            return await ask(view)
        view.request[ANSWERED_FOR] = answer.request
        count_shared(answer.response, time.perf_counter() - started, has_run=answer.has_run)
        return answer

    def _key(self, view: RequestView) -> Hashable:
        variables = view.parameters.variables
        return (
            self._sharers(view.request),
            view.parameters.query,
            view.parameters.operation_name,
            orjson.dumps(variables, option=orjson.OPT_SORT_KEYS) if variables else b"",
            view.reports_cost,
        )


async def _asked(ask: Ask, view: RequestView) -> Answer:
    answer = await ask(view)
    if view.takes_gzip:
        # Before anybody gets it, so that it is done once.
        await answer.compress()
    return answer
