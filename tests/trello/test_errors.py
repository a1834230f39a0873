import pytest

from app.trello.errors import (
    BadRequest,
    DeadlinePassed,
    Forbidden,
    InvalidCredentials,
    NotFound,
    RateLimited,
    Timeout,
    TrelloError,
    Unavailable,
    UnexpectedAnswer,
)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (TrelloError(), "Trello did not give what was asked for."),
        (
            InvalidCredentials("expired token"),
            "The Trello token has expired. Create a new one, or link Trello anew.",
        ),
        (Forbidden(), "The member whose Trello token is used may not see this, or the plan lacks it."),
        (
            NotFound(),
            "Trello has nothing with this id, or the member whose token is used may not know of it.",
        ),
        (BadRequest(), "Trello refused the request: one of its ids or values is not valid."),
        (RateLimited(9.6), "Trello's rate limit is reached. Try again in 10 seconds."),
        (Unavailable(), "Trello failed or cannot be reached. Try again later."),
        (DeadlinePassed(), "The operation took too long. Ask for less, or try again later."),
        (Timeout(), "Trello did not answer in time. Ask for less at once, or try again later."),
        (UnexpectedAnswer(), "The answer is not one of Trello's. Check that TRELLO_URL is right."),
    ],
)
def test_message_says_what_to_do(error: TrelloError, message: str) -> None:
    assert str(error) == message


def test_an_error_that_is_raised_again_is_equal_and_has_no_traceback() -> None:
    with pytest.raises(RateLimited) as caught:
        raise RateLimited(7.0)
    again = caught.value.again()

    assert (type(again), str(again), again.retry_after) == (RateLimited, str(caught.value), 7.0)
    assert again.__traceback__ is None
