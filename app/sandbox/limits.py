"""Rate limits, counted as Trello counts them.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/. The header names and the
bodies of refusals are those the service was seen to send.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Literal

from app.sandbox.auth import Credentials
from app.sandbox.errors import Refusal


@dataclass(frozen=True)
class Limit:
    """At most `ceiling` requests in each window of `seconds`."""

    ceiling: int
    seconds: int
    error: str
    message: str = "Rate limit exceeded"


TOKEN: Final = Limit(100, 10, "API_TOKEN_LIMIT_EXCEEDED")
KEY: Final = Limit(300, 10, "API_KEY_LIMIT_EXCEEDED")
MEMBER: Final = Limit(200, 10, "MEMBER_LIMIT_EXCEEDED")
REFUSED: Final = Limit(200, 10, "API_KEY_LIMIT_EXCEEDED")
"""More refusals than this, and the key is refused whatever it asks until the window ends."""

SPECIAL: Final = {
    "/members/{member}": Limit(100, 900, "RATE_LIMIT_EXCEEDED", "Exceeded rate limit to /1/member"),
    "/search": Limit(100, 900, "RATE_LIMIT_EXCEEDED", "Exceeded rate limit to /1/search"),
    "/search/members": Limit(100, 900, "RATE_LIMIT_EXCEEDED", "Exceeded rate limit to /1/membersSearch"),
}

_HEADERS: Final = (("api-token", TOKEN), ("api-key", KEY), ("member", MEMBER))


class Limits:
    """Counts requests by token, key and route. `clock` returns seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._used: dict[tuple[str, str], tuple[int, int]] = {}

    def reset(self) -> None:
        """Forget everything counted."""
        self._used.clear()

    def count(self, who: Credentials, route: str, mode: Literal["off", "strict"]) -> None:
        """Count one request; with `strict` refuse it if that makes it one too many."""
        exceeded = [limit for subject, limit in self._limits(who, route) if self._spend(subject, limit) < 0]
        if mode == "off":
            return
        blocked = self._remaining(f"refused {who.key}", REFUSED) <= 0
        if blocked or exceeded:
            self._spend(f"refused {who.key}", REFUSED)
            limit = exceeded[0] if exceeded else REFUSED
            raise TooMany(limit, self._seconds_left(limit))

    def headers(self, who: Credentials) -> dict[str, str]:
        """Return the headers that every answer has."""
        headers: dict[str, str] = {}
        for name, limit in _HEADERS:
            subject = f"key {who.key}" if name == "api-key" else f"{name} {who.token}"
            headers |= {
                f"x-rate-limit-{name}-interval-ms": str(limit.seconds * 1000),
                f"x-rate-limit-{name}-max": str(limit.ceiling),
                f"x-rate-limit-{name}-remaining": str(max(self._remaining(subject, limit), 0)),
            }
        return headers

    def _limits(self, who: Credentials, route: str) -> list[tuple[str, Limit]]:
        limits = [(f"api-token {who.token}", TOKEN), (f"key {who.key}", KEY), (f"member {who.token}", MEMBER)]
        return [*limits, (f"{route} {who.token}", SPECIAL[route])] if route in SPECIAL else limits

    def _spend(self, subject: str, limit: Limit) -> int:
        """Count one for a subject and return how many are left, less than none if it was too many."""
        window = int(self._clock() // limit.seconds)
        self._used[subject, limit.error] = (window, limit.ceiling - self._remaining(subject, limit) + 1)
        return self._remaining(subject, limit)

    def _remaining(self, subject: str, limit: Limit) -> int:
        window, used = self._used.get((subject, limit.error), (-1, 0))
        return limit.ceiling - (used if window == int(self._clock() // limit.seconds) else 0)

    def _seconds_left(self, limit: Limit) -> int:
        return limit.seconds - int(self._clock() % limit.seconds)


class TooMany(Refusal):
    """The answer to one request too many. `retry_after` are the seconds until the window ends."""

    def __init__(self, limit: Limit, retry_after: int) -> None:
        super().__init__(HTTPStatus.TOO_MANY_REQUESTS, limit.message, limit.error)
        self.retry_after = retry_after
