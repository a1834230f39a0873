"""Travels in time."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from app.sandbox.clock import Clock
from app.sandbox.control.answers import Unusable, answered, checked, received, refused
from app.sandbox.dates import parse_time, trello_time
from app.sandbox.sandbox import SANDBOX

_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2106, 1, 1, tzinfo=UTC)
"""Ids say when something was made, and have no room for other times."""
_FURTHEST: Final = 1e10


def _time(value: Any) -> datetime:
    moment = parse_time(value) if isinstance(value, str) else None
    if moment is None:
        raise ValueError("write a time as 2026-01-31T09:30:00Z")
    return moment


class Journey(BaseModel):
    """Where time goes: to `at`, then forward by `travel` seconds, back if they are negative.

    `stopped` says whether it stands still there; as before if it does not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: Annotated[datetime, PlainValidator(_time)] | None = None
    travel: float = Field(0, ge=-_FURTHEST, le=_FURTHEST)
    stopped: bool | None = None


async def change(request: web.Request) -> web.Response:
    """Let it be another time, as the body, a JSON object, says."""
    clock = request.app[SANDBOX].clock
    try:
        journey = checked(Journey, await received(request), "at, travel or stopped")
        arrival = _arrival(clock, journey)
    except Unusable as error:
        return refused(str(error))
    clock.go_to(arrival)
    if journey.stopped is not None:
        clock.stand(still=journey.stopped)
    return answered(shown(clock))


def shown(clock: Clock) -> dict[str, Any]:
    """Return what time it is, and whether it stands still."""
    return {"now": trello_time(clock.now()), "stopped": clock.is_stopped}


def _arrival(clock: Clock, journey: Journey) -> datetime:
    try:
        arrival = (journey.at or clock.now()) + timedelta(seconds=journey.travel)
    except OverflowError:
        arrival = datetime.max.replace(tzinfo=UTC)
    if not _FIRST <= arrival < _LAST:
        raise Unusable("Time goes from 1970 to 2105 here.")
    return arrival
