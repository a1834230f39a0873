import pytest
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.settings.embedded import SupervisorSettings
from app.settings.gateway import GatewaySettings
from app.settings.loading import SettingsError, load_settings, nested_settings, settings_or_exit, variable
from app.settings.logs import LogSettings
from app.settings.sandbox import SandboxSettings


def test_all_problems_are_told_at_once_by_the_names_of_their_variables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbers = ("TRELLO_TIMEOUT_SECONDS", "GATEWAY_PORT")
    for name in (*numbers, "LOG_LEVEL", "GATEWAY_EXPLORER", "AUTH", "TRELLO_URL"):
        monkeypatch.setenv(name, "hunter2")

    with pytest.raises(SettingsError) as caught:
        load_settings(GatewaySettings)

    assert str(caught.value).splitlines() == [
        "LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR",
        "TRELLO_URL: write it as https://api.trello.com/1",
        "TRELLO_TIMEOUT_SECONDS: must be a number",
        "AUTH: must be off or tokens",
        "GATEWAY_PORT: must be a whole number",
        "GATEWAY_EXPLORER: must be true or false",
    ]


def test_no_value_is_part_of_an_error_or_of_its_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRELLO_URL", "https://user:hunter2@api.trello.com/1?key=hunter2")

    with pytest.raises(SettingsError) as caught:
        load_settings(GatewaySettings)

    assert "hunter2" not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_problem_of_a_class_that_is_nested_twice_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Inner(BaseSettings):
        model_config = SettingsConfigDict(env_prefix="INNER_")
        logs: LogSettings = Field(default_factory=LogSettings)

    class Outer(BaseSettings):
        model_config = SettingsConfigDict(env_prefix="OUTER_")
        inner: Inner = Field(default_factory=Inner)
        logs: LogSettings = Field(default_factory=LogSettings)

    monkeypatch.setenv("LOG_FORMAT", "xml")

    with pytest.raises(SettingsError, match=r"\ALOG_FORMAT: must be json or console\Z"):
        load_settings(Outer)


def test_a_problem_that_nested_settings_find_again_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRELLO_URL", "https://api.trello.com/1")

    with pytest.raises(SettingsError) as caught:
        load_settings(SupervisorSettings)

    assert str(caught.value) == (
        "TRELLO_URL names a Trello that needs credentials: set TRELLO_API_KEY, and TRELLO_TOKEN with "
        "AUTH=off (https://trello.com/power-ups/admin shows how to get both)"
    )


def test_nested_settings_are_read_from_their_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRELLO_TIMEOUT_SECONDS", "2.5")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.setenv("GATEWAY_PORT", "")

    settings = load_settings(GatewaySettings)

    assert settings.trello.timeout_seconds == 2.5
    assert settings.logs.level == "ERROR"
    assert settings.port == 8080


def test_a_command_with_bad_settings_ends_with_code_2_and_the_problems_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GATEWAY_PORT", "70000")

    with pytest.raises(SystemExit) as caught:
        settings_or_exit(GatewaySettings)

    assert caught.value.code == 2
    assert capsys.readouterr() == ("", "GATEWAY_PORT: must be less than or equal to 65535\n")


def test_a_field_with_an_alias_is_read_from_that_variable() -> None:
    assert variable(GatewaySettings, "auth") == "AUTH"
    assert variable(GatewaySettings, "port") == "GATEWAY_PORT"


def test_nested_classes_are_found() -> None:
    assert dict(nested_settings(SandboxSettings)) == {"logs": LogSettings}
