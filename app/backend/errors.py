"""What can go wrong by somebody's doing. Each message is safe to show, and says what to do where it can."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class InvalidField:
    """A part of a request that cannot be used. `pointer` is a JSON pointer to it (RFC 6901), after `#`."""

    detail: str
    pointer: str


class BackendError(Exception):
    """Base of all of them; `status` is HTTP's."""

    status: ClassVar[int]

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unauthenticated(BackendError):  # noqa: N818  # a verdict, named as HTTP names it
    """It is not known who asks."""

    status = 401


class Forbidden(BackendError):  # noqa: N818
    """It is known who asks, who may not."""

    status = 403


class NotFound(BackendError):  # noqa: N818
    """It does not exist, or not for whoever asks."""

    status = 404


class Conflict(BackendError):  # noqa: N818
    """It cannot be done to something in this state."""

    status = 409


class Invalid(BackendError):  # noqa: N818
    """The request can be read, but not used."""

    status = 422

    def __init__(self, *fields: InvalidField) -> None:
        super().__init__("The request has what cannot be used: " + "; ".join(each.detail for each in fields))
        self.fields = fields


class Unavailable(BackendError):  # noqa: N818
    """Somebody else is needed, who is away. `retry_after` is in seconds, if it is known."""

    status = 503

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OAuthError(BackendError):
    """A program does not get tokens. `error` is OAuth's name for the reason (RFC 6749, section 5.2)."""

    status = 400

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error
