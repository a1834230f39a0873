"""What Trello's answers mean."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

import orjson

from app.trello.errors import (
    BadRequest,
    CredentialsProblem,
    Forbidden,
    InvalidCredentials,
    NotFound,
    RateLimited,
    TrelloError,
    Unavailable,
    UnexpectedAnswer,
)

_NESTED_FAILURE: Final = 449
_USUAL_WINDOW_SECONDS: Final = 10.0
_LONG_WINDOWS: Final = (
    (re.compile("MEMBER_LIMIT_EXCEEDED|Exceeded rate limit to /1/"), 900.0),
    (re.compile("API_TOKEN_DB_LIMIT_EXCEEDED"), 600.0),
)

_TOO_MUCH: Final = re.compile("TOO_MANY_CARDS_REQUESTED|too many (cards|checklists)", re.IGNORECASE)
_TOO_MUCH_MESSAGE: Final = "That is more than Trello gives at once. Ask for fewer objects or fields."

_NOT_ALLOWED: Final = re.compile("^unauthorized", re.IGNORECASE)
_CREDENTIALS_PROBLEMS: Final[tuple[tuple[re.Pattern[str], CredentialsProblem], ...]] = (
    (re.compile("invalid (app )?key", re.IGNORECASE), "invalid key"),
    (re.compile("invalid token", re.IGNORECASE), "invalid token"),
    (re.compile("expired token", re.IGNORECASE), "expired token"),
    (re.compile("missing scopes", re.IGNORECASE), "missing scopes"),
)


def decode(content_type: str, body: bytes) -> Any:
    """Return the object or list that a successful answer holds.

    `content_type` is without parameters. Raises `UnexpectedAnswer` for anything but a JSON object or list.
    """
    value = _json(content_type, body)
    if not isinstance(value, dict | list):
        raise UnexpectedAnswer
    return value


def error_from(status: int, content_type: str, text: str, *, retry_after: float | None = None) -> TrelloError:
    """Return the error that an answer other than 200 means.

    `content_type` and `text` are those of its body; `retry_after` is the wait in seconds its header asks for.
    Sources: https://developer.atlassian.com/cloud/trello/guides/rest-api/status-codes/ and .../rate-limits/.
    They do not list the texts, which are those the service was seen to send.
    """
    body = _json(content_type, text.encode())
    body = body if isinstance(body, dict) else {}
    if status == _NESTED_FAILURE:
        return _nested_failure(body)
    said = f"{body.get('message')} {body.get('error')}" if body else text
    if _TOO_MUCH.search(said):
        return BadRequest(_TOO_MUCH_MESSAGE)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(_window(said) if retry_after is None else retry_after)
    if status in _MEANINGS:
        return _MEANINGS[status](said)
    return _by_class(status)


def _json(content_type: str, body: bytes) -> Any:
    if content_type != "application/json":
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _nested_failure(body: Mapping[str, Any]) -> TrelloError:
    status = body.get("originalStatus")
    if not isinstance(status, int):
        return UnexpectedAnswer()
    return error_from(status, "text/plain", str(body.get("originalMessage")))


def _window(said: str) -> float:
    return next((seconds for name, seconds in _LONG_WINDOWS if name.search(said)), _USUAL_WINDOW_SECONDS)


def _unauthorized(said: str) -> TrelloError:
    if _NOT_ALLOWED.search(said):
        return Forbidden()
    for pattern, problem in _CREDENTIALS_PROBLEMS:
        if pattern.search(said):
            return InvalidCredentials(problem)
    return InvalidCredentials("refused")


def _not_found(said: str) -> TrelloError:
    if said.startswith("Cannot GET"):
        return NotFound("Trello has no such address. Check that TRELLO_URL ends in /1.")
    return NotFound()


_MEANINGS: Final[Mapping[int, Callable[[str], TrelloError]]] = {
    HTTPStatus.UNAUTHORIZED: _unauthorized,
    HTTPStatus.FORBIDDEN: lambda _: Forbidden(),
    HTTPStatus.NOT_FOUND: _not_found,
    HTTPStatus.CONFLICT: lambda _: BadRequest("The object is in a state that does not allow this."),
    HTTPStatus.REQUEST_URI_TOO_LONG: lambda _: BadRequest(_TOO_MUCH_MESSAGE),
}


def _by_class(status: int) -> TrelloError:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unavailable()
    return BadRequest() if status >= HTTPStatus.BAD_REQUEST else UnexpectedAnswer()
