import pytest

from app.backend.accounts.pages.paths import own_path


@pytest.mark.parametrize("path", ["/token/new", "/me", "/settings?a=b#c", "/"])
def test_paths_of_this_server_are_gone_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "token",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https://evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "\n//evil.example",
    ],
)
def test_nothing_else_is(wanted: str | None) -> None:
    assert own_path(wanted) == "/login"
