"""What the upstream's failures are called in the answers of this API."""

from typing import Final

from app.gateway import errors as gateway
from app.trello import errors as trello

NAMES: Final[tuple[tuple[type[trello.TrelloError], type[gateway.GatewayError]], ...]] = (
    (trello.InvalidCredentials, gateway.Unauthenticated),
    (trello.Forbidden, gateway.Forbidden),
    (trello.NotFound, gateway.NotFound),
    (trello.InvalidReference, gateway.BadUserInput),
    (trello.BadRequest, gateway.BadUserInput),
    (trello.Timeout, gateway.UpstreamTimeout),
    (trello.DeadlinePassed, gateway.OperationTimeout),
    (trello.TrelloError, gateway.UpstreamUnavailable),
)


def translate(error: Exception) -> gateway.GatewayError | None:
    """Return the error to report for one that a resolver raised, or None if it is not one of the upstream's.

    The messages of `TrelloError` are fixed texts of ours, so they are safe to show.
    """
    if isinstance(error, trello.RateLimited):
        return gateway.RateLimited(str(error), retry_after=error.retry_after)
    for theirs, ours in NAMES:
        if isinstance(error, theirs):
            return ours(str(error))
    return None
