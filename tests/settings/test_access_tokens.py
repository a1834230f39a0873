import json
from typing import Any

import pytest

from app.settings.access_tokens import AccessTokenIssuer, AccessTokenSettings
from app.settings.backend import BackendSettings
from app.settings.gateway import GatewaySettings
from app.settings.loading import SettingsError, load_settings
from tests.settings.test_backend import SAFE

ISSUER = {"issuer": "https://one.example", "audience": "https://api.example"}


def loaded(monkeypatch: pytest.MonkeyPatch, value: Any) -> tuple[AccessTokenIssuer, ...]:
    monkeypatch.setenv("ACCESS_TOKEN_ISSUERS", value if isinstance(value, str) else json.dumps(value))
    return load_settings(AccessTokenSettings).issuers


def test_issuers_are_read_from_json(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {
        "issuer": "https://two.example/t",
        "audience": "api",
        "jwks_uri": "https://keys.example/?p=two",
        "algorithms": ["ES256"],
        "groups_claim": "roles",
    }

    one, two = loaded(monkeypatch, [ISSUER, whole])

    assert one.model_dump() == {
        **ISSUER,
        "jwks_uri": None,
        "algorithms": ("RS256", "PS256", "ES256", "EdDSA"),
        "groups_claim": "groups",
    }
    assert two.model_dump(mode="json") == whole


def test_without_any_none_is_taken() -> None:
    assert load_settings(AccessTokenSettings).issuers == ()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("{", 'write it in JSON, as [{"issuer": "https://id.example.com", "audience"'),
        ([{**ISSUER, "issuer": "one.example"}], "0.issuer: write it as the provider does"),
        ([{"issuer": "https://one.example"}], "0.audience: Field required"),
        ([{**ISSUER, "audience": ""}], "0.audience: String should have at least 1 character"),
        ([{**ISSUER, "algorithms": []}], "0.algorithms: Tuple should have at least 1 item"),
        ([{**ISSUER, "algorithms": ["HS256"]}], "0.algorithms.0: must be 'RS256', 'RS384'"),
        ([{**ISSUER, "algorithms": ["none"]}], "0.algorithms.0: must be 'RS256', 'RS384'"),
        ([{**ISSUER, "jwks_uri": "file:///keys"}], "0.jwks_uri: write it as https://id.example.com/jwks"),
        ([{**ISSUER, "jwks_uri": "https://["}], "0.jwks_uri: write it as https://id.example.com/jwks"),
        ([ISSUER, ISSUER], "each issuer may stand there once"),
    ],
)
def test_what_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, value: Any, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, value)
    assert str(caught.value).startswith("ACCESS_TOKEN_ISSUERS: ")
    assert told in str(caught.value)


TOLD = "set ACCESS_TOKEN_ISSUERS to issuers with https"


@pytest.mark.parametrize("plain", [{"issuer": "http://one.example"}, {"jwks_uri": "http://one.example/jwks"}])
def test_outside_development_keys_come_by_tls(monkeypatch: pytest.MonkeyPatch, plain: dict[str, str]) -> None:
    loaded(monkeypatch, [{**ISSUER, **plain}])
    assert load_settings(GatewaySettings).access_tokens.problem == TOLD

    for name, value in {**SAFE, "AUTH": "tokens", "GATEWAY_TRUSTED_DOCUMENTS": "off"}.items():
        monkeypatch.setenv(name, value)
    for settings in (GatewaySettings, BackendSettings):
        with pytest.raises(SettingsError) as caught:
            load_settings(settings)
        assert TOLD in str(caught.value)


def test_outside_development_tls_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(monkeypatch, [ISSUER])
    for name, value in {**SAFE, "AUTH": "tokens", "GATEWAY_TRUSTED_DOCUMENTS": "off"}.items():
        monkeypatch.setenv(name, value)

    assert len(load_settings(GatewaySettings).access_tokens.issuers) == 1
    assert len(load_settings(BackendSettings).access_tokens.issuers) == 1
