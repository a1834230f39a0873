import pytest

from app.gateway import errors
from app.gateway.errors import BadUserInput, GatewayError, NotFound, QueryTooExpensive, RateLimited


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


def test_codes_that_clients_rely_on() -> None:
    kinds = [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, GatewayError) and each is not GatewayError
    ]
    assert sorted(kind.code for kind in kinds) == [
        "BAD_REQUEST",
        "BAD_USER_INPUT",
        "CROSS_SITE_REQUEST",
        "DOCUMENT_NOT_TRUSTED",
        "FORBIDDEN",
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
        "INTERNAL",
        "INTROSPECTION_DISABLED",
        "METHOD_NOT_ALLOWED",
        "MISDIRECTED_REQUEST",
        "NOT_ACCEPTABLE",
        "NOT_FOUND",
        "ORIGIN_NOT_ALLOWED",
        "PAYLOAD_TOO_LARGE",
        "PERSISTED_QUERY_NOT_FOUND",
        "PERSISTED_QUERY_NOT_SUPPORTED",
        "QUERY_TOO_EXPENSIVE",
        "RATE_LIMITED",
        "UNAUTHENTICATED",
        "UNSUPPORTED_MEDIA_TYPE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
    ]
