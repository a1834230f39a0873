import pytest
from django.test import RequestFactory, override_settings

from app.backend.config.settings import BACKEND
from app.backend.http.client_address import address_of
from app.settings.proxies import BackendProxySettings


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("X-Forwarded-For", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("X-Forwarded-For", "", "10.0.0.1"),
        ("Forwarded", "for=203.0.113.9, for=198.51.100.7;proto=https", "198.51.100.7"),
        ("Forwarded", 'proto=https;For="[2001:db8::7]:4711"', "2001:db8::7"),
        ("Forwarded", 'for="198.51.100.9, for=198.51.100.7', "198.51.100.7"),
        ("Forwarded", "for=_hidden", "10.0.0.1"),
    ],
)
def test_the_header_that_trusted_proxies_use_says_for_whom_they_ask(
    header: str, value: str, expected: str
) -> None:
    proxies = BackendProxySettings.model_validate(
        {"trusted_proxies": "10.0.0.0/8", "forwarded_header": header}
    )
    request = RequestFactory().get("/", headers={header: value}, REMOTE_ADDR="10.0.0.1")

    with override_settings(BACKEND=BACKEND.model_copy(update={"proxies": proxies})):
        assert address_of(request) == expected


def test_the_other_header_is_not_believed() -> None:
    proxies = BackendProxySettings.model_validate({"trusted_proxies": "10.0.0.0/8"})
    request = RequestFactory().get("/", headers={"Forwarded": "for=198.51.100.7"}, REMOTE_ADDR="10.0.0.1")

    with override_settings(BACKEND=BACKEND.model_copy(update={"proxies": proxies})):
        assert address_of(request) == "10.0.0.1"
