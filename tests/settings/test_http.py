import pytest

from app.settings.gateway import GatewaySettings
from app.settings.http import HttpSettings
from app.settings.loading import SettingsError, load_settings


def hosts(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[str, ...]:
    monkeypatch.setenv("GATEWAY_ALLOWED_HOSTS", text)
    return load_settings(HttpSettings).allowed_hosts


def origins(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[str, ...]:
    monkeypatch.setenv("GATEWAY_ALLOWED_ORIGINS", text)
    return load_settings(HttpSettings).allowed_origins


def test_loopback_alone_is_served_by_default() -> None:
    settings = load_settings(HttpSettings)

    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert settings.allowed_origins == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("api.example.com", ("api.example.com",)),
        (" API.example.com , *.example.com,", ("api.example.com", "*.example.com")),
        ("10.0.0.7,fd00::7,[FD00::8]", ("10.0.0.7", "[fd00::7]", "[fd00::8]")),
    ],
)
def test_hosts_are_names_and_addresses(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: tuple[str, ...]
) -> None:
    assert hosts(monkeypatch, text) == expected


@pytest.mark.parametrize("text", ["https://api.example.com", "localhost:8080", "*", "a.*.b", "a b", "[::1"])
def test_what_is_no_host_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        hosts(monkeypatch, f"localhost,{text}")

    assert str(caught.value) == (
        "GATEWAY_ALLOWED_HOSTS: write each as api.example.com, *.example.com or an address, "
        "without scheme or port"
    )


@pytest.mark.parametrize(
    ("host", "name"),
    [("192.168.0.7", "192.168.0.7"), ("::1", "[::1]"), ("Gateway.internal", "gateway.internal")],
)
def test_the_address_that_is_listened_on_is_a_host_too(
    monkeypatch: pytest.MonkeyPatch, host: str, name: str
) -> None:
    monkeypatch.setenv("GATEWAY_HOST", host)
    monkeypatch.setenv("GATEWAY_ALLOWED_HOSTS", "api.example.com")

    assert load_settings(GatewaySettings).allowed_hosts == {"api.example.com", name}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://app.example.com", ("https://app.example.com",)),
        (
            "HTTPS://App.example.com:443/, http://localhost:3000",
            ("https://app.example.com", "http://localhost:3000"),
        ),
        ("https://bücher.example", ("https://xn--bcher-kva.example",)),
    ],
)
def test_origins_are_written_as_browsers_write_them(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: tuple[str, ...]
) -> None:
    assert origins(monkeypatch, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "app.example.com",
        "*",
        "null",
        "https://*.example.com",
        "https://app.example.com/page",
        "https://app.example.com?a=b",
        "https://app.example.com#a",
        "https://ada@app.example.com",
        "ftp://app.example.com",
        "https://[::1",
    ],
)
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        origins(monkeypatch, text)

    assert str(caught.value) == (
        "GATEWAY_ALLOWED_ORIGINS: write each as https://app.example.com, with its port if it has one, "
        "and no path"
    )
