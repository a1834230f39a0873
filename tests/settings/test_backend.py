import pytest

from app.settings.backend import BackendSettings
from app.settings.loading import SettingsError, load_settings
from app.settings.secrets import PLACEHOLDER_ENCRYPTION_KEY

LONG = "x" * 50
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
SAFE = {
    "ENVIRONMENT": "production",
    "BACKEND_SECRET_KEY": LONG,
    "BACKEND_TOKEN_KEYS": LONG,
    "BACKEND_SERVICE_SECRETS": LONG,
    "BACKEND_ENCRYPTION_KEYS": KEY,
    "DATABASE_URL": "mysql://ada:hunter2@db.example/backend",
}


def loaded(monkeypatch: pytest.MonkeyPatch, **variables: str) -> BackendSettings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(BackendSettings)


def test_a_developers_machine_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch)

    assert settings.is_development
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database.url is None


def test_the_real_trello_needs_to_know_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"\ATRELLO_URL names a Trello that needs credentials"):
        loaded(monkeypatch, TRELLO_URL="https://api.trello.com/1")

    settings = loaded(monkeypatch, TRELLO_API_KEY="k")
    assert settings.trello.application_key.get_secret_value() == "k"


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_elsewhere_everything_that_is_missing_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, ENVIRONMENT=environment)

    message = str(caught.value)
    assert message.startswith(
        f"with ENVIRONMENT={environment}, set BACKEND_SECRET_KEY to 50 characters or more"
    )
    for name in ("BACKEND_TOKEN_KEYS", "BACKEND_SERVICE_SECRETS", "BACKEND_ENCRYPTION_KEYS", "DATABASE_URL"):
        assert f"set {name}" in message


def test_elsewhere_real_secrets_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not loaded(monkeypatch, **SAFE).is_development


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("BACKEND_SECRET_KEY", "for-development-only-" + LONG, "set BACKEND_SECRET_KEY to 50"),
        ("BACKEND_TOKEN_KEYS", f"{LONG},short", "set BACKEND_TOKEN_KEYS to 50"),
        ("BACKEND_SERVICE_SECRETS", "short", "set BACKEND_SERVICE_SECRETS to 50"),
        (
            "BACKEND_ENCRYPTION_KEYS",
            f"{KEY},{PLACEHOLDER_ENCRYPTION_KEY}",
            "set BACKEND_ENCRYPTION_KEYS to keys that nobody knows",
        ),
        ("BACKEND_DEMO_TOKEN", "gqlapi_x", "unset BACKEND_DEMO_TOKEN"),
    ],
)
def test_elsewhere_each_placeholder_is_refused_without_showing_a_secret(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, **SAFE | {variable: value})

    assert str(caught.value).startswith(f"with ENVIRONMENT=production, {told}")
    assert value not in str(caught.value)


def test_secrets_are_written_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, BACKEND_TOKEN_KEYS="new, old,")

    assert [each.get_secret_value() for each in settings.token_keys] == ["new", "old"]


@pytest.mark.parametrize("keys", ["short", f"{KEY},{'A' * 43}", "ü"])
def test_a_key_that_cannot_encrypt_is_refused(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, BACKEND_ENCRYPTION_KEYS=keys)

    assert str(caught.value) == (
        "BACKEND_ENCRYPTION_KEYS: must be keys of 32 bytes in URL-safe base64 "
        "(`openssl rand -base64 32 | tr '+/' '-_'` makes one)"
    )


def test_a_list_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"\ABACKEND_TOKEN_KEYS: name at least one\Z"):
        loaded(monkeypatch, BACKEND_TOKEN_KEYS=",")


def test_the_backend_may_be_called_by_the_address_it_listens_on(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, BACKEND_HOST="::", BACKEND_ALLOWED_HOSTS="*.example.com")

    assert settings.all_hosts == {"*.example.com", "[::]"}
