from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from app.gateway.client_address import CLIENT_ADDRESS, address_of, mount_client_addresses
from app.settings.proxies import ProxySettings


def asked(remote: str | None, *values: str, header: str = "X-Forwarded-For") -> web.Request:
    request = make_mocked_request("GET", "/", headers=[(header, value) for value in values])
    return request.clone(remote=remote) if remote is not None else request


def proxies(*networks: str, **more: Any) -> ProxySettings:
    return ProxySettings.model_validate({"trusted_proxies": ",".join(networks), **more})


def test_nobody_is_believed_by_default() -> None:
    assert address_of(asked("192.0.2.1", "198.51.100.7"), ProxySettings()) == "192.0.2.1"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["198.51.100.7"], "198.51.100.7"),
        (["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        (["203.0.113.9", "198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        (["198.51.100.7,10.0.0.3 , 10.0.0.2"], "198.51.100.7"),
        (["10.0.0.3"], "10.0.0.3"),
        (["198.51.100.7:4711"], "198.51.100.7"),
        (["[2001:db8::7]:4711"], "2001:db8::7"),
        (["2001:db8::7"], "2001:db8::7"),
        (["fe80::7%eth0"], "fe80::7"),
        (["::ffff:198.51.100.7"], "198.51.100.7"),
        ([], "10.0.0.1"),
        ([""], "10.0.0.1"),
        (["unknown"], "10.0.0.1"),
        (["198.51.100.7, unknown, 10.0.0.2"], "10.0.0.2"),
        (["198.51.100.7, "], "10.0.0.1"),
        (["999.1.1.1, 10.0.0.2"], "10.0.0.2"),
    ],
)
def test_trusted_proxies_are_believed_from_the_last_one_backwards(values: list[str], expected: str) -> None:
    assert address_of(asked("10.0.0.1", *values), proxies("10.0.0.0/8")) == expected


def test_what_an_untrusted_proxy_says_is_not_believed() -> None:
    assert address_of(asked("192.0.2.1", "198.51.100.7"), proxies("10.0.0.0/8")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["for=203.0.113.9, for=198.51.100.7;proto=https"], "198.51.100.7"),
        (['For="[2001:db8::7]:4711"', "for=10.0.0.2"], "2001:db8::7"),
        (["for=_hidden"], "10.0.0.1"),
        (["proto=https"], "10.0.0.1"),
        (["for=;;="], "10.0.0.1"),
    ],
)
def test_the_standard_header_is_read_where_it_is_configured(values: list[str], expected: str) -> None:
    settings = proxies("10.0.0.0/8", forwarded_header="Forwarded")
    assert address_of(asked("10.0.0.1", *values, header="Forwarded"), settings) == expected


def test_only_the_configured_header_is_read() -> None:
    settings = proxies("10.0.0.0/8")
    assert address_of(asked("10.0.0.1", "for=198.51.100.7", header="Forwarded"), settings) == "10.0.0.1"


def test_a_socket_without_addresses_has_none() -> None:
    assert address_of(asked("", "198.51.100.7"), proxies("0.0.0.0/0")) == ""


async def test_the_address_is_kept_at_the_request(aiohttp_client: Any) -> None:
    app = web.Application()
    mount_client_addresses(app, proxies("127.0.0.1"))

    async def tell(request: web.Request) -> web.Response:
        return web.Response(text=request[CLIENT_ADDRESS])

    app.router.add_get("/", tell)
    client = await aiohttp_client(app)
    assert await (await client.get("/")).text() == "127.0.0.1"
    assert await (await client.get("/", headers={"X-Forwarded-For": "192.0.2.1"})).text() == "192.0.2.1"
