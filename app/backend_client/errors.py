"""What can go wrong between the gateway and the backend. Each text is fixed here and safe to show."""
# ruff: noqa: N818  # the names say what happened; `Error` on each would only repeat the base class


class BackendError(Exception):
    """The backend was not reached, or did not give what it was asked for."""

    message = "The backend did not give what was asked for."

    def __init__(self) -> None:
        super().__init__(self.message)


class Unavailable(BackendError):
    """The backend cannot be reached, is too slow, fails, or answers as it never does."""

    message = "The backend fails or cannot be reached. Try again later."


class Unauthenticated(BackendError):
    """The backend does not take the viewer's token, or no longer."""

    message = "The token has expired or is revoked."
