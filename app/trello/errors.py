"""What can go wrong between us and Trello.

The text of every error is fixed here and safe to show to anyone: nothing of what Trello answered is part of
it, because Trello repeats the URL it was asked, credentials included, in some of its answers.
"""
# ruff: noqa: N818  # the names say what happened; `Error` on each would only repeat the base class

from collections.abc import Mapping
from typing import Final, Literal, Self

CredentialsProblem = Literal["invalid key", "invalid token", "expired token", "missing scopes", "refused"]

_SHOWN_CHARACTERS: Final = 24
_CREDENTIALS_MESSAGES: Final[Mapping[CredentialsProblem, str]] = {
    "invalid key": "Trello does not know the API key. Copy it again from https://trello.com/power-ups/admin.",
    "invalid token": "Trello does not know the token: it is mistyped or was revoked. Create a new one, "
    "or link Trello anew.",
    "expired token": "The Trello token has expired. Create a new one, or link Trello anew.",
    "missing scopes": "The Trello token is missing or lacks a scope. Create one that may read and write.",
    "refused": "Trello refused the API key or the token. Create new ones.",
}


class TrelloError(Exception):
    """Trello was not asked, or did not give what it was asked for. `str()` of it may be shown to clients."""

    default_message = "Trello did not give what was asked for."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.default_message)

    def again(self) -> Self:
        """Return an equal error to be raised elsewhere: each raise makes an error's traceback longer."""
        error = type(self).__new__(type(self), *self.args)
        error.__dict__.update(self.__dict__)
        return error


class InvalidReference(TrelloError):
    """What a client gave as an id cannot be one, and was not sent."""

    def __init__(self, value: str, kind: str, form: str) -> None:
        shown = ascii(value if len(value) <= _SHOWN_CHARACTERS else f"{value[:_SHOWN_CHARACTERS]}...")
        super().__init__(f"{shown} cannot stand for {kind}: expected {form}.")
        self.kind = kind


class InvalidCredentials(TrelloError):
    """Trello does not accept the API key or the token; `reason` says what is wrong with them."""

    def __init__(self, reason: CredentialsProblem) -> None:
        super().__init__(_CREDENTIALS_MESSAGES[reason])
        self.reason = reason


class Forbidden(TrelloError):
    """The credentials are good, and not good enough for this."""

    default_message = "The member whose Trello token is used may not see this, or the plan lacks it."


class NotFound(TrelloError):
    """Trello has no such object, or will not say that it has."""

    default_message = "Trello has nothing with this id, or the member whose token is used may not know of it."


class BadRequest(TrelloError):
    """Trello refuses the request as such; sending it again will not help."""

    default_message = "Trello refused the request: one of its ids or values is not valid."


class RateLimited(TrelloError):
    """Too many requests. `retry_after` is in seconds, and no more than a guess where Trello did not say."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"Trello's rate limit is reached. Try again in {retry_after:.0f} seconds.")
        self.retry_after = retry_after


class OverBudget(RateLimited):
    """Nothing was sent, for Trello would refuse it now; `limit` says what is used up."""

    def __init__(self, retry_after: float, limit: str) -> None:
        super().__init__(retry_after)
        self.limit = limit


class Unavailable(TrelloError):
    """Trello cannot be reached, hung up, or failed."""

    default_message = "Trello failed or cannot be reached. Try again later."


class Timeout(TrelloError):
    """Trello took longer than it may."""

    default_message = "Trello did not answer in time. Ask for less at once, or try again later."


class DeadlinePassed(TrelloError):
    """The time that everything together may take was over before Trello answered."""

    default_message = "The operation took too long. Ask for less, or try again later."


class UnexpectedAnswer(TrelloError):
    """Something answered, and not as Trello does."""

    default_message = "The answer is not one of Trello's. Check that TRELLO_URL is right."
