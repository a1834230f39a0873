from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.sandbox.dates import created_at, is_object_id, parse_time, trello_time


def test_times_are_written_in_utc_to_the_millisecond() -> None:
    moment = datetime(2026, 1, 31, 10, 30, tzinfo=timezone(timedelta(hours=1)))

    assert trello_time(moment) == "2026-01-31T09:30:00.000Z"


def test_an_id_tells_when_it_was_made() -> None:
    assert created_at("60000000" + "f" * 16) == datetime(2021, 1, 14, 8, 25, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2020-12-22 01:59:00 UTC", "2020-12-22T01:59:00.000Z", "2020-12-22T02:59+01:00"]
)
def test_times_are_read_in_the_forms_that_clients_write(text: str) -> None:
    assert parse_time(text) == datetime(2020, 12, 22, 1, 59, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2020-13-01", "0001-01-01T00:00:00+14:00"])
def test_anything_else_is_no_time(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize("text", ["a" * 24, "A" * 24, "0123456789abcdef01234567"])
def test_24_hexadecimal_digits_are_an_id(text: str) -> None:
    assert is_object_id(text) is True


@pytest.mark.parametrize("text", ["", "a" * 23, "a" * 25, "g" * 24, "a" * 24 + "\n"])
def test_anything_else_is_no_id(text: str) -> None:
    assert is_object_id(text) is False
