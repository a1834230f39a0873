from ipaddress import ip_network

import pytest

from app.settings.loading import SettingsError, load_settings
from app.settings.proxies import ProxySettings


def test_no_proxy_is_trusted_by_default() -> None:
    assert load_settings(ProxySettings).trusted_proxies == ()


def test_networks_and_addresses_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::/32")

    assert load_settings(ProxySettings).trusted_proxies == (
        ip_network("10.0.0.0/8"),
        ip_network("192.0.2.1/32"),
        ip_network("2001:db8::/32"),
    )


@pytest.mark.parametrize("value", ["proxy", "10.0.0.1/8", "10.0.0.0/33", "*"])
def test_what_is_no_network_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GATEWAY_TRUSTED_PROXIES", value)

    with pytest.raises(SettingsError, match=r"\AGATEWAY_TRUSTED_PROXIES: write each as 10\.0\.0\.0/8"):
        load_settings(ProxySettings)
