import pytest

from app.resolvers.errors import translate
from app.trello import errors as trello


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (trello.InvalidCredentials("expired token"), "UNAUTHENTICATED"),
        (trello.Forbidden(), "FORBIDDEN"),
        (trello.NotFound(), "NOT_FOUND"),
        (trello.BadRequest(), "BAD_USER_INPUT"),
        (trello.InvalidReference("x", "a card", "24 digits"), "BAD_USER_INPUT"),
        (trello.Timeout(), "UPSTREAM_TIMEOUT"),
        (trello.DeadlinePassed(), "OPERATION_TIMEOUT"),
        (trello.Unavailable(), "UPSTREAM_UNAVAILABLE"),
        (trello.UnexpectedAnswer(), "UPSTREAM_UNAVAILABLE"),
    ],
)
def test_what_happened_at_trello_has_a_code_of_this_api(error: trello.TrelloError, code: str) -> None:
    translated = translate(error)

    assert translated
    assert (translated.message, translated.extensions) == (str(error), {"code": code})


def test_a_rate_limit_says_when_to_come_again() -> None:
    translated = translate(trello.RateLimited(7.5))

    assert translated
    assert translated.extensions == {"code": "RATE_LIMITED", "retryAfter": 7.5}


def test_what_is_not_trellos_is_left_to_be_masked() -> None:
    assert translate(KeyError("secret")) is None
