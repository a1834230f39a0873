"""Several reads in one: `GET /batch`.

Source: https://developer.atlassian.com/cloud/trello/rest/api-group-batch/. The answer is a list in the order
of the URLs; each item is `{"200": body}`, or `{"name", "message", "statusCode"}` where that read failed.
"""

from collections.abc import Sequence
from typing import Any, Final

from app.trello.answers import error_from
from app.trello.errors import TrelloError, UnexpectedAnswer
from app.trello.request import Request

MAX_BATCH: Final = 10


def batch_request(requests: Sequence[Request]) -> Request:
    """Return the one request that stands for at most ten."""
    return Request.of("batch", params={"urls": ",".join(request.url for request in requests)})


def batch_answers(body: Any, count: int) -> list[Any]:
    """Return, for each of the `count` requests in order, what it asked for or the `TrelloError` it met.

    `body` is the decoded answer. Raises `UnexpectedAnswer` when it is no list of that length.
    """
    if not isinstance(body, list) or len(body) != count:
        raise UnexpectedAnswer
    return [_item(item) for item in body]


def _item(item: Any) -> Any:
    match item:
        case {"200": body}:
            return body
        case {"statusCode": int(status)}:
            return _error(status, f"{item.get('message')} {item.get('name')}")
    return UnexpectedAnswer()


def _error(status: int, said: str) -> TrelloError:
    return error_from(status, "text/plain", said)
