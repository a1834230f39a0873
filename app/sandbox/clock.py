from datetime import UTC, datetime, timedelta


class Clock:
    """Tells what time it is in the offline Trello: that of the machine, unless it was set otherwise."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._stopped: datetime | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether time stands still."""
        return self._stopped is not None

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return datetime.now(UTC) + self._ahead if self._stopped is None else self._stopped

    def go_to(self, moment: datetime) -> None:
        """Let it be this time, UTC; it runs on from there, or stands still as before."""
        if self._stopped is None:
            self._ahead = moment - datetime.now(UTC)
        else:
            self._stopped = moment

    def travel(self, by: timedelta) -> None:
        """Go forward, or back if `by` is negative; time runs on from there, or stands still as before."""
        self.go_to(self.now() + by)

    def stand(self, *, still: bool) -> None:
        """Stop time where it is, or let it run on from there."""
        moment = self.now()
        self._stopped = moment if still else None
        self.go_to(moment)

    def stop(self, at: datetime) -> None:
        """Let it be this time, UTC, until it is set otherwise."""
        self._stopped = at

    def reset(self) -> None:
        """Be the machine's time again."""
        self._ahead = timedelta()
        self._stopped = None
