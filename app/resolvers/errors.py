"""What the upstream's failures are called in the answers of this API."""

from typing import Final

from app.backend_client import errors as backend
from app.gateway import errors as gateway
from app.trello import errors as trello

NAMES: Final[tuple[tuple[type[Exception], type[gateway.GatewayError]], ...]] = (
    (trello.InvalidCredentials, gateway.Unauthenticated),
    (trello.Forbidden, gateway.Forbidden),
    (trello.NotFound, gateway.NotFound),
    (trello.InvalidReference, gateway.BadUserInput),
    (trello.BadRequest, gateway.BadUserInput),
    (trello.Timeout, gateway.UpstreamTimeout),
    (trello.DeadlinePassed, gateway.OperationTimeout),
    (trello.TrelloError, gateway.UpstreamUnavailable),
    (backend.Unauthenticated, gateway.Unauthenticated),
    (backend.BackendError, gateway.UpstreamUnavailable),
)


def translate(error: Exception) -> gateway.GatewayError | None:
    """Return the error to report for one that a resolver raised, or None if it is not one of the upstream's.

    The messages of these errors are fixed texts of ours, so they are safe to show.
    """
    if isinstance(error, trello.RateLimited):
        return gateway.RateLimited(str(error), retry_after=error.retry_after)
    for theirs, ours in NAMES:
        if isinstance(error, theirs):
            return ours(str(error))
    return None
