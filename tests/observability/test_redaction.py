import pytest

from app.observability.redaction import redact_event, redact_text


@pytest.mark.parametrize(
    "name",
    ["key", "token", "api_key", "apiKey", "trello_token", "X-Api-Key", "Authorization", "password", "cookie"],
)
def test_a_value_with_a_secret_name_is_hidden(name: str) -> None:
    assert redact_event(None, "info", {name: "hunter2"}) == {name: "[redacted]"}


@pytest.mark.parametrize("name", ["monkey", "event", "keys", "tokens", "path"])
def test_a_value_with_another_name_is_kept(name: str) -> None:
    assert redact_event(None, "info", {name: "hunter2"}) == {name: "hunter2"}


def test_secrets_are_hidden_at_any_depth() -> None:
    event = {
        "headers": [{"Authorization": "OAuth x"}, ("?key=hunter2",)],
        "settings": {"db": {"password": 1}},
    }

    assert redact_event(None, "info", event) == {
        "headers": [{"Authorization": "[redacted]"}, ["?key=[redacted]"]],
        "settings": {"db": {"password": "[redacted]"}},
    }


def test_numbers_and_the_like_stay_what_they_are() -> None:
    event = {"ms": 1.5, "status": 200, "done": True, "nothing": None}

    assert redact_event(None, "info", event) == event


def test_secrets_in_the_text_form_of_any_object_are_hidden() -> None:
    class Request:
        def __repr__(self) -> str:
            return "<Request /1/boards?token=hunter2>"

    assert redact_event(None, "info", {"request": Request()}) == {
        "request": "<Request /1/boards?token=[redacted]>"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "GET /1/boards?key=hunter2&token=hunter3&fields=name",
            "GET /1/boards?key=[redacted]&token=[redacted]&fields=name",
        ),
        (
            'OAuth oauth_consumer_key="hunter2", oauth_token="hunter3"',
            'OAuth oauth_consumer_key="[redacted]", oauth_token="[redacted]"',
        ),
        ("Authorization: Bearer hunter2hunter2", "Authorization: Bearer [redacted]"),
        ("{'api_key': 'hunter2', 'name': 'x'}", "{'api_key': '[redacted]', 'name': 'x'}"),
        ('{"token": "hunter2"}', '{"token": "[redacted]"}'),
        ("the basic idea of a monkey=1 is a key", "the basic idea of a monkey=1 is a key"),
    ],
)
def test_secrets_in_text_are_hidden_and_nothing_else(text: str, expected: str) -> None:
    assert redact_text(text) == expected
