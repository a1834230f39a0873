import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from math import inf
from typing import Any, Final

import aiohttp
from yarl import URL

from app.settings.trello import TrelloSettings
from app.trello.answers import decode, error_from
from app.trello.batch import MAX_BATCH, batch_answers, batch_request
from app.trello.budget.budget import Budget
from app.trello.budget.corrections import Paid
from app.trello.credentials import Credentials
from app.trello.errors import DeadlinePassed, RateLimited, Timeout, TrelloError, Unavailable, UnexpectedAnswer
from app.trello.request import Request
from app.trello.retry import TRANSIENT, RetryPolicy
from app.trello.retry_after import retry_after_seconds

_MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024


def open_session(settings: TrelloSettings) -> aiohttp.ClientSession:
    """Return the session for a `TrelloClient`; whoever opens it closes it.

    One session serves all viewers, so it keeps no cookies. It needs a running event loop.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=settings.connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "application/json", "User-Agent": "graphql-api-microservice"},
        timeout=aiohttp.ClientTimeout(
            total=settings.timeout_seconds,
            sock_connect=settings.connect_timeout_seconds,
            # Rounded up to a whole second, as is usual, it would end after the operation's deadline.
            ceil_threshold=inf,
        ),
    )


class TrelloClient:
    """Reads from Trello's REST API, with retries; every failure is a `TrelloError`.

    Arguments: `session` from `open_session`; `base_url` with the version and without a trailing slash;
    `budget`, which holds requests back that Trello would refuse, every attempt for itself; `policy` for
    retries; `max_answer_bytes`, the size after decompression beyond which an answer is refused.

    A `deadline` is in event-loop time (seconds); when it passes, `DeadlinePassed` is raised. The session's
    own timeout holds once for every attempt, and raises `Timeout`.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base_url: str,
        *,
        budget: Budget | None = None,
        policy: RetryPolicy | None = None,
        max_answer_bytes: int = _MAX_ANSWER_BYTES,
    ) -> None:
        self._session = session
        self._base_url = base_url
        self._budget = budget
        self._policy = policy or RetryPolicy()
        self._max_answer_bytes = max_answer_bytes

    async def get(self, request: Request, credentials: Credentials, deadline: float | None = None) -> Any:
        """Return the decoded object or list that Trello answers."""

        async def read() -> Any:
            paid = await self._budget.admit([request], credentials, deadline) if self._budget else None
            return await self._read(request, credentials, deadline, paid)

        return await self._policy.run(read, path=request.path, deadline=deadline)

    async def batch(
        self, requests: Sequence[Request], credentials: Credentials, deadline: float | None = None
    ) -> list[Any]:
        """Return, for each request in order, what Trello answers or the `TrelloError` it met.

        Equal requests are sent once. Those that met a transient error are sent again, and no others. Raises
        when there is no answer for some of them, and `ValueError` for more than ten requests.
        """
        if len(requests) > MAX_BATCH:
            raise ValueError(f"a batch holds at most {MAX_BATCH} requests, not {len(requests)}")
        answers: dict[Request, Any] = {}
        pending = list(dict.fromkeys(requests))

        async def read_pending() -> None:
            paid: Paid | None = None
            if self._budget:
                paid, held_back = await self._budget.admit_batch(pending, credentials, deadline)
                answers.update(held_back)
                pending[:] = [request for request in pending if request not in held_back]
            body = await self._read(batch_request(pending), credentials, deadline, paid)
            answers.update(zip(pending, batch_answers(body, len(pending)), strict=True))
            pending[:] = [request for request in pending if isinstance(answers[request], TRANSIENT)]
            if pending:
                raise max((answers[request] for request in pending), key=_wait_asked_for)

        try:
            if pending:
                await self._policy.run(read_pending, path="/batch", deadline=deadline)
        except TrelloError as error:
            if not answers:
                raise
            answers = dict.fromkeys(requests, error) | answers
        return [answers[request] for request in requests]

    async def _read(
        self, request: Request, credentials: Credentials, deadline: float | None, paid: Paid | None
    ) -> Any:
        limit = self._timeout(deadline)
        try:
            return await self._exchange(request, credentials, limit, paid)
        except (aiohttp.ClientError, TimeoutError) as error:
            failure = _failure(error)
        if isinstance(failure, Timeout) and limit is not self._session.timeout:
            failure = DeadlinePassed()
        # Raised out here, the error has no context: aiohttp's errors hold the request's headers.
        raise failure

    def _timeout(self, deadline: float | None) -> aiohttp.ClientTimeout:
        """Return the session's timeout, or a shorter one if the deadline comes before it ends."""
        usual = self._session.timeout
        if deadline is None:
            return usual
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            # Sent now, the request would be cancelled at once, and its connection lost.
            raise DeadlinePassed
        if usual.total is not None and usual.total <= left:
            return usual
        return aiohttp.ClientTimeout(left, sock_connect=usual.sock_connect, ceil_threshold=inf)

    async def _exchange(
        self, request: Request, credentials: Credentials, limit: aiohttp.ClientTimeout, paid: Paid | None
    ) -> Any:
        response = await self._session.get(
            _address(self._base_url, request),
            headers={"Authorization": credentials.authorization_header},
            allow_redirects=False,
            timeout=limit,
        )
        try:
            body = await self._body(response.content)
        except BaseException:
            # Read to its end, a response gives its connection back by itself.
            response.close()
            raise
        if self._budget and paid:
            self._budget.learn(paid, response.headers)
        if response.status == HTTPStatus.OK:
            return decode(response.content_type, body)
        wait = retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
        text = body.decode(errors="replace")
        error = error_from(response.status, response.content_type, text, retry_after=wait)
        if self._budget and paid and isinstance(error, RateLimited):
            self._budget.refused(paid, error.retry_after)
        raise error

    async def _body(self, content: aiohttp.StreamReader) -> bytes:
        """Return the whole body, decompressed. Raises `UnexpectedAnswer` as soon as it is too large."""
        chunks: list[bytes] = []
        room = self._max_answer_bytes
        while not content.at_eof():
            chunks.append(await content.readany())
            room -= len(chunks[-1])
            if room < 0:
                raise UnexpectedAnswer("Trello's answer is too large. Ask for less at once.")
        return b"".join(chunks)


@lru_cache(maxsize=1024)
def _address(base_url: str, request: Request) -> URL:
    return URL(f"{base_url}{request.url}", encoded=True)


def _failure(error: aiohttp.ClientError | TimeoutError) -> TrelloError:
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return Timeout()
    if isinstance(error, aiohttp.ClientResponseError):
        return UnexpectedAnswer()
    return Unavailable()


def _wait_asked_for(error: TrelloError) -> float:
    return error.retry_after if isinstance(error, RateLimited) else 0.0
