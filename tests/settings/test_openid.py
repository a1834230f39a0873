import json
from typing import Any

import pytest

from app.settings.backend import BackendSettings
from app.settings.loading import SettingsError, load_settings
from tests.settings.test_backend import SAFE

PROVIDER = {
    "id": "one",
    "name": "One",
    "issuer": "https://one.example",
    "client_id": "backend",
    "client_secret": "hunter2",
}


def loaded(monkeypatch: pytest.MonkeyPatch, value: Any, **variables: str) -> BackendSettings:
    written = value if isinstance(value, str) else json.dumps(value)
    for name, each in {"BACKEND_OPENID_PROVIDERS": written, **variables}.items():
        monkeypatch.setenv(name, each)
    return load_settings(BackendSettings)


def test_providers_are_read_from_json(monkeypatch: pytest.MonkeyPatch) -> None:
    providers = loaded(monkeypatch, [PROVIDER, {**PROVIDER, "id": "two", "issuer": "http://[::1]:8080/t"}])

    assert [each.issuer for each in providers.openid_providers] == [
        "https://one.example",
        "http://[::1]:8080/t",
    ]
    first = providers.openid_providers[0]
    assert (first.scopes, first.groups_claim, first.admin_group) == ("openid profile email", "groups", None)
    assert "hunter2" not in repr(providers)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("{", 'write it in JSON, as [{"id": "example"'),
        ({}, "write it in JSON"),
        ([{**PROVIDER, "issuer": "one.example"}], "0.issuer: write it as the provider does"),
        ([{**PROVIDER, "issuer": "https://one.example/?a=b"}], "0.issuer: write it as the provider does"),
        ([{**PROVIDER, "issuer": "https://["}], "0.issuer: write it as the provider does"),
        ([PROVIDER, {**PROVIDER, "id": "Two!"}], "1.id: String should match pattern"),
        ([{**PROVIDER, "isuer": "x"}], "0.isuer: Extra inputs are not permitted"),
        ([{"id": "one"}], "0.name: Field required; 0.issuer: Field required"),
        ([PROVIDER, {**PROVIDER, "id": "two"}], "each issuer may stand there once"),
        ([PROVIDER, {**PROVIDER, "issuer": "https://two.example"}], "each id may stand there once"),
    ],
)
def test_what_cannot_be_used_is_told_without_the_secret(
    monkeypatch: pytest.MonkeyPatch, value: Any, told: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, value)

    assert str(caught.value).startswith("BACKEND_OPENID_PROVIDERS: ")
    assert told in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_outside_development_browsers_and_providers_are_spoken_to_by_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, [{**PROVIDER, "issuer": "http://one.example"}], **SAFE)

    assert "set BACKEND_PUBLIC_URL to what browsers call the backend by, with https" in str(caught.value)
    assert "set BACKEND_OPENID_PROVIDERS to issuers with https" in str(caught.value)


def test_outside_development_https_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = SAFE | {"BACKEND_PUBLIC_URL": "https://accounts.example.com/"}
    assert loaded(monkeypatch, [PROVIDER], **variables).public_url == "https://accounts.example.com"
