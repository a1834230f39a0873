import pytest

from app.trello.budget.headers import remaining

TOKEN = "x-rate-limit-api-token-remaining"
KEY = "x-rate-limit-api-key-remaining"


def test_what_is_left_of_token_and_key_is_read() -> None:
    headers = {TOKEN: "99", KEY: "0", "x-rate-limit-api-token-max": "100"}

    assert dict(remaining(headers)) == {"token": 99, "key": 0}


@pytest.mark.parametrize("value", ["", "-1", "many", "1.5", "٣"])
def test_what_is_no_number_says_nothing(value: str) -> None:
    assert dict(remaining({TOKEN: value, KEY: "7"})) == {"key": 7}


def test_no_headers_say_nothing() -> None:
    assert dict(remaining({})) == {}
