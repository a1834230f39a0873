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


def bad_new_board() -> Refusal:
    """Return the answer to a new board without a name; Trello says it in JSON."""
    return Refusal(HTTPStatus.BAD_REQUEST, "invalid value for name", "ERROR")


def bad_list_value(message: str, error: str = "ERROR") -> Refusal:
    """Return the answer to what a new list cannot have; Trello says it in JSON."""
    return Refusal(HTTPStatus.BAD_REQUEST, message, error)


def no_such_board_for_list(board_id: str) -> Refusal:
    """Return the answer to a new list for a board that is not there."""
    return Refusal(HTTPStatus.UNAUTHORIZED, f"unauthorized board list requested {board_id}")


def no_list_for_card() -> Refusal:
    """Return the answer to a new card for a list that is not there."""
    return Refusal(HTTPStatus.NOT_FOUND, "could not find the board that the card belongs to")


def bad_custom_field_value() -> Refusal:
    """Return the answer to a value that a custom field of its type cannot have."""
    return Refusal(HTTPStatus.BAD_REQUEST, "Invalid custom field item value.")


def too_many(what: str) -> Refusal:
    """Return the answer to one more of what there are as many of as there may be."""
    return Refusal(HTTPStatus.FORBIDDEN, f"Too many {what}")


def webhook_exists() -> Refusal:
    """Return the answer to a second webhook of the same callback, model and token."""
    return Refusal(HTTPStatus.BAD_REQUEST, "A webhook with that callback, model, and token already exists")


def callback_fails(url: str, got: int | str) -> Refusal:
    """Return the answer to a webhook whose address does not answer HEAD with 200; Trello says it in JSON."""
    return Refusal(HTTPStatus.BAD_REQUEST, f"URL ({url}) did not return 200 status code, got {got}", "ERROR")


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


def body_too_large() -> Refusal:
    """Return the answer to a body, such as an uploaded file, that is too large."""
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")


class UnknownRoute(Exception):  # noqa: N818  # see `Refusal`
    """Raised by a route that turns out not to be one; the dispatcher knows what was asked and refuses it."""
