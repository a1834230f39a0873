from datetime import UTC, datetime

import pytest

from app.trello.retry_after import retry_after_seconds

NOW = datetime(2026, 11, 21, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("86400", 86_400.0),
        ("Sat, 21 Nov 2026 08:00:12 GMT", 12.0),
        ("Sat, 21 Nov 2026 08:00:12 -0000", 12.0),
        ("Sat, 21 Nov 2026 10:00:12 +0200", 12.0),
    ],
)
def test_both_forms_are_read(header: str, seconds: float) -> None:
    assert retry_after_seconds(header, NOW) == seconds


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "soon",
        "-1",
        "1.5",
        "inf",
        "nan",
        "٣",
        "86401",
        "9" * 400,
        "Sat, 21 Nov 2026 07:59:59 GMT",
        "Sat, 21 Nov 2099 08:00:00 GMT",
        "Sat, 99 Nov 2026 08:00:00 GMT",
    ],
)
def test_unusable_headers_ask_for_nothing(header: str | None) -> None:
    assert retry_after_seconds(header, NOW) is None
