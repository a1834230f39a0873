import pytest

from app.trello.answers import decode, error_from
from app.trello.errors import (
    BadRequest,
    CredentialsProblem,
    Forbidden,
    InvalidCredentials,
    NotFound,
    RateLimited,
    TrelloError,
    Unavailable,
    UnexpectedAnswer,
)

PLAIN = "text/plain"
JSON = "application/json"


@pytest.mark.parametrize(("body", "value"), [(b'{"id":"a"}', {"id": "a"}), (b"[1]", [1])])
def test_objects_and_lists_are_decoded(body: bytes, value: object) -> None:
    assert decode(JSON, body) == value


@pytest.mark.parametrize(
    ("content_type", "body"),
    [(JSON, b""), (JSON, b'{"id":'), (JSON, b'"text"'), (JSON, b"null"), (JSON, b"\xff"), (PLAIN, b"{}")],
)
def test_anything_else_is_no_answer(content_type: str, body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer) as error:
        decode(content_type, body)
    assert error.value.__cause__ is None
    assert error.value.__context__ is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("invalid key", "invalid key"),
        ("invalid app key", "invalid key"),
        ("invalid token", "invalid token"),
        ("expired token", "expired token"),
        ("missing scopes", "missing scopes"),
        ("who are you", "refused"),
    ],
)
def test_401_says_what_is_wrong_with_the_credentials(text: str, reason: CredentialsProblem) -> None:
    error = error_from(401, PLAIN, text)
    assert isinstance(error, InvalidCredentials)
    assert error.reason == reason


@pytest.mark.parametrize(
    ("status", "content_type", "text", "kind"),
    [
        (401, PLAIN, "unauthorized permission requested", Forbidden),
        (401, PLAIN, "unauthorized card permission requested", Forbidden),
        (401, PLAIN, "unauthorized board list requested 5e9708ef4f9f6a2b3c4d5e6f", Forbidden),
        (403, JSON, '{"message":"Can\'t generate calendarKey"}', Forbidden),
        (403, PLAIN, "Too many checklists", BadRequest),
        (404, PLAIN, "The requested resource was not found.", NotFound),
        (404, PLAIN, "model not found", NotFound),
        (404, PLAIN, "Cannot GET /1/nothing?key=k&token=t", NotFound),
        (400, PLAIN, "invalid id", BadRequest),
        (400, JSON, '{"message":"invalid value for name","error":"ERROR"}', BadRequest),
        (405, PLAIN, "", BadRequest),
        (409, PLAIN, "conflict", BadRequest),
        (414, "text/html", "<html>", BadRequest),
        (429, JSON, '{"error":"API_TOO_MANY_CARDS_REQUESTED","message":"please limit"}', BadRequest),
        (449, JSON, '{"path":"boards","originalMessage":"Unauthorized","originalStatus":401}', Forbidden),
        (449, JSON, '{"path":"boards","originalMessage":"model not found","originalStatus":404}', NotFound),
        (449, JSON, '{"path":"boards","originalMessage":null,"originalStatus":500}', Unavailable),
        (449, JSON, '{"path":"boards","originalStatus":449}', UnexpectedAnswer),
        (449, JSON, '{"path":"boards"}', UnexpectedAnswer),
        (449, JSON, "[]", UnexpectedAnswer),
        (449, PLAIN, "nested", UnexpectedAnswer),
        (500, PLAIN, "", Unavailable),
        (502, "text/html", "<html>", Unavailable),
        (503, PLAIN, "", Unavailable),
        (504, PLAIN, "", Unavailable),
        (204, PLAIN, "", UnexpectedAnswer),
        (301, PLAIN, "", UnexpectedAnswer),
    ],
)
def test_status_and_text_say_what_happened(
    status: int, content_type: str, text: str, kind: type[TrelloError]
) -> None:
    assert type(error_from(status, content_type, text)) is kind


@pytest.mark.parametrize(
    ("text", "retry_after"),
    [
        ('{"error":"API_TOKEN_LIMIT_EXCEEDED","message":"Rate limit exceeded"}', 10),
        ('{"error":"API_KEY_LIMIT_EXCEEDED","message":"Rate limit exceeded"}', 10),
        ('{"error":"API_TOKEN_DB_LIMIT_EXCEEDED","message":"Rate limit exceeded"}', 600),
        ('{"error":"MEMBER_LIMIT_EXCEEDED","message":"Rate limit exceeded"}', 900),
        ('{"message":"Exceeded rate limit to \\/1\\/member","error":"RATE_LIMIT_EXCEEDED"}', 900),
        ("not json", 10),
    ],
)
def test_rate_limit_lasts_for_its_window(text: str, retry_after: float) -> None:
    error = error_from(429, JSON, text)
    assert isinstance(error, RateLimited)
    assert error.retry_after == retry_after


def test_rate_limit_lasts_as_long_as_the_header_says() -> None:
    error = error_from(429, JSON, '{"error":"MEMBER_LIMIT_EXCEEDED"}', retry_after=3)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 414, 418, 429, 449, 500])
@pytest.mark.parametrize("content_type", [PLAIN, JSON])
def test_nothing_of_the_body_is_in_the_message(status: int, content_type: str) -> None:
    body = '{"message":"Cannot GET /1/x?token=secret","originalStatus":404,"originalMessage":"secret"}'
    assert "secret" not in str(error_from(status, content_type, body))


def test_wrong_base_url_is_named() -> None:
    error = error_from(404, PLAIN, "Cannot GET /boards/x?key=k")
    assert str(error) == "Trello has no such address. Check that TRELLO_URL ends in /1."
