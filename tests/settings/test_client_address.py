from ipaddress import ip_network

import pytest

from app.settings.client_address import client_address, household

PROXIES = (ip_network("10.0.0.0/8"),)


@pytest.mark.parametrize(
    ("peer", "told", "expected"),
    [
        ("10.0.0.1", ["10.0.0.2", "198.51.100.7", "203.0.113.9"], "198.51.100.7"),
        ("10.0.0.1", ["nobody", "198.51.100.7"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
        ("", ["198.51.100.7"], ""),
    ],
)
def test_trusted_proxies_are_believed_from_the_last_one_backwards(
    peer: str, told: list[str], expected: str
) -> None:
    assert client_address(peer, told, PROXIES) == expected


def test_without_trusted_proxies_nothing_is_read() -> None:
    told = iter(["198.51.100.7"])

    assert client_address("10.0.0.1", told, ()) == "10.0.0.1"
    assert list(told) == ["198.51.100.7"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1:2:3:4", "2001:db8::/64"),
        ("2001:db8:0:1:2::", "2001:db8:0:1::/64"),
    ],
)
def test_of_ipv6_a_household_has_a_network(address: str, expected: str) -> None:
    assert household(address) == expected
