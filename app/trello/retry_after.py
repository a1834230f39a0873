from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST_SECONDS: Final = 86_400.0


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks to wait, or None if it asks for nothing usable.

    `now` is aware. Both forms of RFC 9110, 10.2.3 are read. A time gone by, or more than a day away, is taken
    for a mistake.
    """
    if header is None:
        return None
    seconds = float(header) if header.isdecimal() and header.isascii() else _seconds_until(header, now)
    return seconds if seconds is not None and 0 <= seconds <= _LONGEST_SECONDS else None


def _seconds_until(date: str, now: datetime) -> float | None:
    try:
        then = parsedate_to_datetime(date)
    except ValueError:
        return None
    # RFC 9110 dates are in GMT; the parser leaves "-0000" without a zone.
    return ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds()
