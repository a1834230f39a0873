from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from app.gateway.execution.scalars import DATE_TIME

CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2020-04-15T13:18:04.471Z", "2020-04-15T13:18:04.471Z"),
        ("2020-04-15T13:18:04Z", "2020-04-15T13:18:04.000Z"),
        ("2020-04-15t13:18:04.4719z", "2020-04-15T13:18:04.471Z"),
        ("2020-04-15T00:18:04+01:00", "2020-04-14T23:18:04.000Z"),
        ("2020-02-29T00:00:00-00:00", "2020-02-29T00:00:00.000Z"),
    ],
)
def test_moment_is_taken_in_any_form_of_rfc_3339(value: str, moment: str) -> None:
    assert DATE_TIME.parse(value) == moment
    assert DATE_TIME.serialize(value) == moment


@pytest.mark.parametrize(
    "value",
    [
        "",
        "today",
        "2020-04-15",
        "2020-04-15T13:18Z",
        "2020-04-15T13:18:04",
        "2020-04-15 13:18:04Z",
        "20200415T131804Z",
        "2020-W01-1T00:00:00Z",
        "2020-04-15T13:18:04,5Z",
        "2020-04-15T13:18:04Z\n",
        "\uff122020-04-15T13:18:04Z",
        1586956684,
        True,
        None,
        datetime(2020, 4, 15, tzinfo=UTC),
    ],
)
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(
        ValueError, match=r"^write a moment as RFC 3339 has it, such as 2026-11-21T09:30:00Z$"
    ):
        DATE_TIME.parse(value)


@pytest.mark.parametrize(
    "value",
    ["2021-02-29T00:00:00Z", "2020-13-01T00:00:00.000Z", "2020-01-01T25:00:00Z", "0001-01-01T00:00:00+01:00"],
)
def test_moment_that_never_was_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="there is no such moment"):
        DATE_TIME.parse(value)


def test_datetime_is_written_in_utc_with_milliseconds() -> None:
    assert (
        DATE_TIME.serialize(datetime(2020, 4, 15, 1, 2, 3, 456789, tzinfo=CET)) == "2020-04-15T00:02:03.456Z"
    )


@pytest.mark.parametrize("value", [datetime(2020, 4, 15), 5, "soon"])  # noqa: DTZ001  # without a time zone
def test_result_that_is_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="RFC 3339"):
        DATE_TIME.serialize(value)
