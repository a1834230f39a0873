"""How Trello says no.

Most refusals are one line of plain text; a few are JSON. The texts are those the service was seen to send;
https://developer.atlassian.com/cloud/trello/guides/rest-api/status-codes/ lists the statuses only.
"""

from http import HTTPStatus
from typing import Final


class Refusal(Exception):  # noqa: N818  # an answer that is not the one hoped for, rather than an error of ours
    """An answer other than 200.

    `error` is the word beside the message where Trello answers in JSON; None makes the body plain text.
    """

    def __init__(self, status: int, message: str, error: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error = error

    @property
    def in_batch(self) -> dict[str, str | int]:
        """What stands for this answer in the list that a batch returns."""
        name = self.error or _NAMES.get(self.status, "Error")
        return {"name": name, "message": self.message, "statusCode": int(self.status)}


_NAMES: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: "BadRequestError",
    HTTPStatus.UNAUTHORIZED: "UnauthorizedError",
    HTTPStatus.NOT_FOUND: "NotFoundError",
}


def invalid_id() -> Refusal:
    """Return the answer to something that cannot be an id."""
    return Refusal(HTTPStatus.BAD_REQUEST, "invalid id")


def invalid_value(name: str) -> Refusal:
    """Return the answer to a parameter that has a value it cannot have."""
    return Refusal(HTTPStatus.BAD_REQUEST, f"invalid value for {name}")


def not_found() -> Refusal:
    """Return the answer to a good id of nothing."""
    return Refusal(HTTPStatus.NOT_FOUND, "The requested resource was not found.")


def list_not_found() -> Refusal:
    """Return the answer to a good id of no list."""
    return Refusal(HTTPStatus.NOT_FOUND, "model not found")


def no_such_route(method: str, path_and_query: str) -> Refusal:
    """Return the answer to an unknown address, which repeats the query, credentials included."""
    return Refusal(HTTPStatus.NOT_FOUND, f"Cannot {method} {path_and_query}")


def not_allowed(kind: str = "permission") -> Refusal:
    """Return the answer to somebody who may not see what is there."""
    return Refusal(HTTPStatus.UNAUTHORIZED, f"unauthorized {kind} requested")


def bad_credentials(what: str) -> Refusal:
    """Return the answer to credentials that are wrong in themselves."""
    return Refusal(HTTPStatus.UNAUTHORIZED, what)


def too_long() -> Refusal:
    """Return the answer to an address that is too long, such as that of a batch of long URLs."""
    return Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "Request-URI Too Large")


class UnknownRoute(Exception):  # noqa: N818  # see `Refusal`
    """Raised by a route that turns out not to be one; the dispatcher knows what was asked and refuses it."""
