"""Custom scalars: how a value is read and written, told once for validation and execution alike."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Scalar:
    """How a scalar is coerced; both functions raise `ValueError` with a message for whoever sent the value.

    `serialize` turns what a resolver returned into JSON. `parse` turns the JSON of a variable, or the value
    of a literal, into what resolvers get.
    """

    serialize: Callable[[Any], Any]
    parse: Callable[[Any], Any]


# RFC 3339, section 5.6, date-time.
_RFC_3339: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_CANONICAL: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_EXPECTED: Final = "write a moment as RFC 3339 has it, such as 2026-11-21T09:30:00Z"


def _serialize_moment(value: Any) -> str:
    # Upstreams mostly send this very form, and parsing it a thousand times per answer would show.
    if isinstance(value, str) and _CANONICAL.fullmatch(value):
        return value
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _canonical(value)
    return _parse_moment(value)


def _parse_moment(value: Any) -> str:
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise ValueError(_EXPECTED)
    try:
        return _canonical(datetime.fromisoformat(value.upper()))
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such moment: {_EXPECTED}") from None


def _canonical(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


DATE_TIME: Final = Scalar(serialize=_serialize_moment, parse=_parse_moment)
"""A moment: any RFC 3339 date-time in, UTC with milliseconds out, `2026-11-21T09:30:00.000Z`."""
