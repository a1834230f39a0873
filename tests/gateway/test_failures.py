import pytest
from graphql import GraphQLError, parse
from structlog.testing import capture_logs

from app.gateway.errors import BadUserInput, GatewayError, NotFound, UpstreamUnavailable
from app.gateway.failures import Failure, RequestRefused, failure_of, formatted, refusal


def unknown(_error: Exception) -> GatewayError | None:
    return None


def test_places_are_told() -> None:
    failure = Failure(NotFound("No."), [(1, 2), (3, 4)], ["boards", 0, "name"])
    assert formatted([failure], unknown, "r") == [
        {
            "message": "No.",
            "locations": [{"line": 1, "column": 2}, {"line": 3, "column": 4}],
            "path": ["boards", 0, "name"],
            "extensions": {"code": "NOT_FOUND"},
        }
    ]


def test_places_that_are_not_there_are_left_out() -> None:
    assert formatted([Failure(NotFound("No."))], unknown, "r") == [
        {"message": "No.", "extensions": {"code": "NOT_FOUND"}}
    ]


def test_translated_exception_shows_the_translation_only() -> None:
    def translate(_error: Exception) -> GatewayError | None:
        return UpstreamUnavailable("Later.")

    with capture_logs() as logs:
        errors = formatted([Failure(OSError("10.0.0.7"))], translate, "r")
    assert errors == [{"message": "Later.", "extensions": {"code": "UPSTREAM_UNAVAILABLE"}}]
    assert logs == []


def test_unknown_exception_is_masked_and_logged_with_its_stack() -> None:
    with pytest.raises(ValueError, match="hunter2") as raised:
        float("hunter2")
    cause = raised.value
    with capture_logs() as logs:
        errors = formatted([Failure(cause, path=["a"]), Failure(cause, path=["b"])], unknown, "r-1")
    assert [error["path"] for error in errors] == [["a"], ["b"]]
    assert {error["message"] for error in errors} == {
        "Internal error; quote request id r-1 when you report it."
    }
    assert logs == [
        {"event": "unexpected exception", "log_level": "error", "request_id": "r-1", "exc_info": cause}
    ]
    assert cause.__traceback__ is not None


def test_error_about_arguments_is_the_fault_of_whoever_asks() -> None:
    (node,) = parse("{ a }").definitions
    located = GraphQLError("outer", path=["a"], original_error=GraphQLError("Argument.", node))
    cause = failure_of(located).cause
    assert isinstance(cause, BadUserInput)
    assert cause.message == "Argument."
    assert cause.extensions == {"code": "BAD_USER_INPUT"}


def test_error_about_a_result_is_the_fault_of_this_service() -> None:
    original = GraphQLError("Int cannot represent 'hunter2'")
    failure = failure_of(GraphQLError("outer", path=["a"], original_error=original))
    assert failure == Failure(original, [], ["a"])


def test_refusal_tells_its_reason() -> None:
    refused = refusal(NotFound("No."))
    assert isinstance(refused, RequestRefused)
    assert str(refused) == "No."
    assert [str(failure.cause) for failure in refused.failures] == ["No."]


@pytest.mark.parametrize("path", [[], ["a"]])
def test_path_of_an_error_is_kept(path: list[str]) -> None:
    assert list(failure_of(GraphQLError("x", path=path)).path) == path
