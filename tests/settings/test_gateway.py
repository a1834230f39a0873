import pytest

from app.settings.gateway import GatewaySettings
from app.settings.loading import SettingsError, load_settings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN, TrelloSettings

REAL = {"TRELLO_URL": "https://api.trello.com/1", "TRELLO_API_KEY": "k", "TRELLO_TOKEN": "t"}


def load(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> GatewaySettings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings(GatewaySettings)


def test_nothing_needs_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, {})

    assert settings.trello.url == "http://127.0.0.1:8090/1"
    assert settings.trello_api_key.get_secret_value() == SANDBOX_API_KEY
    assert settings.trello_token.get_secret_value() == SANDBOX_TOKEN


def test_the_real_trello_is_used_with_the_configured_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REAL)

    assert settings.trello_api_key.get_secret_value() == "k"
    assert settings.trello_token.get_secret_value() == "t"


def test_the_real_trello_needs_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"\ATRELLO_URL names a Trello .*: set TRELLO_API_KEY, and"):
        load(monkeypatch, {"TRELLO_URL": REAL["TRELLO_URL"]})


@pytest.mark.parametrize(
    "url", ["trello.com/1/authorize", "javascript:alert(1)", "https://a/?x=y", "http://["]
)
def test_what_is_no_page_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(
        SettingsError, match=r"\ATRELLO_AUTHORIZE_URL: write it as https://trello\.com/1/auth"
    ):
        load(monkeypatch, {"TRELLO_AUTHORIZE_URL": url})


@pytest.mark.parametrize(
    ("variables", "page"),
    [
        ({}, "http://127.0.0.1:8090/1/authorize"),
        ({"TRELLO_URL": "http://sandbox:8090/1"}, "http://sandbox:8090/1/authorize"),
        ({"TRELLO_URL": "https://api.trello.com/1"}, "https://trello.com/1/authorize"),
        ({"TRELLO_AUTHORIZE_URL": "http://127.0.0.1:9/1/authorize"}, "http://127.0.0.1:9/1/authorize"),
    ],
)
def test_members_are_asked_where_trello_has_its_pages(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], page: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert TrelloSettings().authorize_page == page


@pytest.mark.parametrize("url", [REAL["TRELLO_URL"], "http://localhost:8099/1", ""])
@pytest.mark.parametrize("missing", ["TRELLO_API_KEY", "TRELLO_TOKEN"])
def test_one_credential_is_nothing_without_the_other(
    monkeypatch: pytest.MonkeyPatch, missing: str, url: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, REAL | {"TRELLO_URL": url, missing: ""})

    assert str(caught.value) == "TRELLO_API_KEY and TRELLO_TOKEN belong together: set both or neither"


@pytest.mark.parametrize("url", [REAL["TRELLO_URL"], "http://localhost:8099/1", ""])
def test_without_authentication_credentials_are_used_on_loopback_only(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(SettingsError, match=r"\AGATEWAY_HOST would let everyone on the network"):
        load(monkeypatch, REAL | {"TRELLO_URL": url, "GATEWAY_HOST": "0.0.0.0"})  # noqa: S104  # refused


def test_credentials_may_come_from_files_with_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REAL | {"TRELLO_API_KEY": " k\r\n", "TRELLO_TOKEN": "t\n"})

    assert settings.trello_api_key.get_secret_value() == "k"
    assert settings.trello_token.get_secret_value() == "t"


def test_blank_credentials_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"\ATRELLO_URL names a Trello that needs credentials"):
        load(monkeypatch, REAL | {"TRELLO_API_KEY": "\n", "TRELLO_TOKEN": " "})


def test_running_requests_may_finish_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, {})

    assert settings.drain_seconds > settings.request_timeout_seconds


def test_the_offline_trello_may_be_served_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, {"GATEWAY_HOST": "0.0.0.0"}).host == "0.0.0.0"  # noqa: S104  # what is allowed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/1"),
        ("http://localhost:9000/1/", "http://localhost:9000/1"),
        ("http://[::1]:9000/trello/1", "http://[::1]:9000/trello/1"),
        ("http://localhost:9000/1\n", "http://localhost:9000/1"),
    ],
)
def test_the_version_of_trello_is_added_and_slashes_are_taken_off(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: str
) -> None:
    assert load(monkeypatch, {"TRELLO_URL": url}).trello.url == expected


@pytest.mark.parametrize(
    "url",
    [
        "api.trello.com/1",
        "ftp://api.trello.com/1",
        "https:///1",
        "http://127.0.0.1:99999/1",
        "http://127.0.0.1:abc/1",
        "http://a b/1",
        "http://[::1/1",
    ],
)
def test_what_is_no_url_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(SettingsError, match=r"\ATRELLO_URL: write it as https://api.trello.com/1\Z"):
        load(monkeypatch, {"TRELLO_URL": url})


@pytest.mark.parametrize("url", ["https://k:t@api.trello.com/1", "https://api.trello.com/1?key=k"])
def test_credentials_have_no_place_in_the_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(SettingsError, match=r"\ATRELLO_URL: leave credentials and parameters out of it"):
        load(monkeypatch, {"TRELLO_URL": url})


def test_secrets_are_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REAL | {"TRELLO_API_KEY": "hunter2", "TRELLO_TOKEN": "hunter3"})

    assert "hunter" not in repr(settings)


def test_with_authentication_credentials_may_be_used_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REAL | {"AUTH": "tokens", "GATEWAY_HOST": "0.0.0.0"})  # noqa: S104  # allowed

    assert settings.auth == "tokens"


def test_with_authentication_members_bring_tokens_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, REAL | {"AUTH": "tokens", "TRELLO_TOKEN": ""})

    assert settings.shared_trello_token is None


@pytest.mark.parametrize(
    ("variables", "shared"),
    [
        ({}, SANDBOX_TOKEN),
        ({"AUTH": "tokens"}, SANDBOX_TOKEN),
        ({"AUTH": "tokens", "TRELLO_TOKEN_SHARED": "false"}, None),
        (REAL, "t"),
        (REAL | {"TRELLO_TOKEN_SHARED": "false"}, "t"),
        (REAL | {"AUTH": "tokens"}, None),
        (REAL | {"AUTH": "tokens", "TRELLO_TOKEN_SHARED": "true"}, "t"),
    ],
)
def test_a_real_token_serves_everybody_only_if_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], shared: str | None
) -> None:
    token = load(monkeypatch, variables).shared_trello_token

    assert (token and token.get_secret_value()) == shared


@pytest.mark.parametrize(
    "variables", [{"TRELLO_TOKEN": "", "TRELLO_TOKEN_SHARED": "true"}, {"TRELLO_API_KEY": ""}]
)
def test_with_authentication_too_a_token_is_nothing_without_a_key_nor_shared_without_being_there(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match="belong together"):
        load(monkeypatch, REAL | {"AUTH": "tokens"} | variables)


@pytest.mark.parametrize(("auth", "key"), [("off", "t"), ("tokens", "s")])
def test_fingerprints_are_made_with_what_all_processes_have(
    monkeypatch: pytest.MonkeyPatch, auth: str, key: str
) -> None:
    settings = load(monkeypatch, REAL | {"AUTH": auth, "BACKEND_SERVICE_SECRETS": "s,older"})

    assert settings.fingerprint_key.get_secret_value() == key
