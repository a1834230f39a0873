from pathlib import Path

import pytest

from app.settings.documents import DocumentSettings
from app.settings.gateway import GatewaySettings
from app.settings.loading import SettingsError, load_settings

MANIFEST = {"GATEWAY_TRUSTED_MANIFEST": "documents.json"}
NEEDED = (
    "needs their file: set GATEWAY_TRUSTED_MANIFEST, or GATEWAY_TRUSTED_DOCUMENTS=off to serve any document"
)


def load(monkeypatch: pytest.MonkeyPatch, **environment: str) -> GatewaySettings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings(GatewaySettings)


@pytest.mark.parametrize("environment", ["development", "staging", ""])
def test_everything_is_open_outside_production(monkeypatch: pytest.MonkeyPatch, environment: str) -> None:
    settings = load(monkeypatch, ENVIRONMENT=environment)

    assert settings.documents.trusted_documents == "off"
    assert settings.documents.introspection
    assert settings.documents.persisted_queries
    assert settings.explorer


def test_production_serves_trusted_documents_only(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, ENVIRONMENT="production", **MANIFEST)

    assert settings.documents.trusted_documents == "enforce"
    assert settings.documents.trusted_manifest == Path("documents.json")
    assert not settings.documents.introspection
    assert not settings.explorer


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("GATEWAY_TRUSTED_DOCUMENTS", "log", ("log", False, False)),
        ("GATEWAY_INTROSPECTION", "true", ("enforce", True, False)),
        ("GATEWAY_EXPLORER", "true", ("enforce", False, True)),
    ],
)
def test_each_can_be_opened_on_its_own(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: tuple[str, bool, bool]
) -> None:
    settings = load(monkeypatch, ENVIRONMENT="production", **MANIFEST, **{variable: value})

    documents = settings.documents
    assert (documents.trusted_documents, documents.introspection, settings.explorer) == expected


def test_production_may_serve_any_document_if_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, ENVIRONMENT="production", GATEWAY_TRUSTED_DOCUMENTS="off")

    assert settings.documents.trusted_documents == "off"
    assert not settings.documents.introspection


def test_settings_made_in_code_follow_the_environment_that_they_are_given() -> None:
    documents = GatewaySettings(
        environment="production",
        documents=DocumentSettings(environment="production", trusted_documents="off"),
    ).documents
    assert not documents.introspection


def test_production_needs_the_file_of_trusted_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as raised:
        load(monkeypatch, ENVIRONMENT="production")

    assert str(raised.value) == f"GATEWAY_TRUSTED_DOCUMENTS=enforce, the default in production, {NEEDED}"


@pytest.mark.parametrize("trust", ["log", "enforce"])
def test_trust_needs_the_file_of_trusted_documents(monkeypatch: pytest.MonkeyPatch, trust: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(monkeypatch, GATEWAY_TRUSTED_DOCUMENTS=trust)

    assert str(raised.value) == f"GATEWAY_TRUSTED_DOCUMENTS={trust} {NEEDED}"


def test_an_unknown_environment_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as raised:
        load(monkeypatch, ENVIRONMENT="prod")

    assert str(raised.value) == "ENVIRONMENT: must be development, staging or production"
