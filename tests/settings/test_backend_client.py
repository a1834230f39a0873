import pytest

from app.settings.backend_client import BackendClientSettings
from app.settings.gateway import GatewaySettings
from app.settings.loading import SettingsError, load_settings


def loaded(monkeypatch: pytest.MonkeyPatch, **variables: str) -> BackendClientSettings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(BackendClientSettings)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://backend:8000", "http://backend:8000"),
        ("https://backend.example/accounts/ ", "https://backend.example/accounts"),
    ],
)
def test_slashes_at_the_end_are_taken_off(monkeypatch: pytest.MonkeyPatch, url: str, expected: str) -> None:
    assert loaded(monkeypatch, BACKEND_URL=url).url == expected


@pytest.mark.parametrize(
    "url", ["backend:8000", "ftp://backend", "http://", "http://a:b@backend", "http://[::1", "http://b?q=1"]
)
def test_what_is_no_url_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, BACKEND_URL=url)

    assert str(caught.value) == (
        "BACKEND_URL: write it as http://backend:8000, without credentials and parameters"
    )


def test_the_newest_of_several_secrets_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, BACKEND_SERVICE_SECRETS="hunter2, hunter3")

    assert settings.service_secret.get_secret_value() == "hunter2"
    assert "hunter" not in repr(settings)


@pytest.mark.parametrize("environment", ["staging", "production"])
@pytest.mark.parametrize("secret", ["", "short"])
def test_tokens_need_a_secret_that_is_one_outside_development(
    monkeypatch: pytest.MonkeyPatch, environment: str, secret: str
) -> None:
    variables = {
        "ENVIRONMENT": environment,
        "AUTH": "tokens",
        "GATEWAY_TRUSTED_DOCUMENTS": "off",
        "BACKEND_SERVICE_SECRETS": secret,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=r"\Awith AUTH=tokens and .*, set BACKEND_SERVICE_SECRETS to 50 "):
        load_settings(GatewaySettings)
    monkeypatch.setenv("BACKEND_SERVICE_SECRETS", "x" * 50)
    assert load_settings(GatewaySettings).auth == "tokens"
