import pytest

from app.gateway.errors import BadUserInput, NotFound, QueryTooExpensive, RateLimited


def test_error_has_its_code_and_message() -> None:
    error = NotFound("There is no such board.")
    assert str(error) == error.message == "There is no such board."
    assert error.extensions == {"code": "NOT_FOUND"}


def test_bad_input_names_the_argument() -> None:
    error = BadUserInput("Not an id.", argument_path=["filter", "ids", 0])
    assert error.extensions == {"code": "BAD_USER_INPUT", "argumentPath": ["filter", "ids", 0]}


def test_bad_input_may_name_none() -> None:
    assert BadUserInput("Not an id.").extensions == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    ("seconds", "extensions"),
    [(2.5, {"code": "RATE_LIMITED", "retryAfter": 2.5}), (None, {"code": "RATE_LIMITED"})],
)
def test_rate_limit_says_when_to_come_back(seconds: float | None, extensions: dict[str, object]) -> None:
    assert RateLimited("Too much.", retry_after=seconds).extensions == extensions


def test_extensions_may_be_added() -> None:
    error = QueryTooExpensive("Too much.", extensions={"limit": 3})
    assert error.extensions == {"code": "QUERY_TOO_EXPENSIVE", "limit": 3}
