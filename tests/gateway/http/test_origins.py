import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from app.gateway.errors import MisdirectedRequest, OriginNotAllowed
from app.gateway.health import mount_health
from app.gateway.http.origins import AllowedOrigins, mount_host_check

ALLOWED = AllowedOrigins(
    ["localhost", "[::1]", "*.example.com"], ["https://app.test", "http://app.test:3000"]
)


def request(**headers: str) -> web.Request:
    return make_mocked_request("GET", "/graphql", headers)


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8080", "LocalHost", "[::1]", "[::1]:8080", "a.example.com", "a.b.example.com"],
)
def test_names_of_the_gateway_are_served(host: str) -> None:
    ALLOWED.check_host(request(Host=host))


@pytest.mark.parametrize(
    "host",
    ["", ":8080", "evil.test", "localhost.evil.test", "evil.test:localhost", "[::2]", "[::1].evil.test",
     "[::1", "localhost:", "example.com", "evilexample.com", "localhost@evil.test"],
)  # fmt: skip
def test_other_names_are_refused(host: str) -> None:
    with pytest.raises(MisdirectedRequest, match=r"\AThe gateway does not go by this host name\. "):
        ALLOWED.check_host(request(Host=host))


@pytest.mark.parametrize("origin", ["https://app.test", "http://app.test:3000"])
def test_configured_origins_may_ask_and_read(origin: str) -> None:
    ALLOWED.check_origin(request(Host="localhost", Origin=origin))

    assert ALLOWED.shares_with(origin)


@pytest.mark.parametrize(
    "origin", ["http://localhost:8080", "https://localhost:8080", "https://LOCALHOST:8080"]
)
def test_pages_of_the_requested_host_may_ask(origin: str) -> None:
    ALLOWED.check_origin(request(Host="localhost:8080", Origin=origin))

    assert not ALLOWED.shares_with(origin)


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.test", "http://app.test", "https://app.test:3000", "https://app.test.evil.test",
     "http://localhost:3000", "http://localhost", "localhost:8080"],
)  # fmt: skip
def test_pages_of_other_origins_are_refused(origin: str) -> None:
    with pytest.raises(OriginNotAllowed, match=r"\AWeb pages of this origin may not use the gateway\. "):
        ALLOWED.check_origin(request(Host="localhost:8080", Origin=origin))


def test_what_is_sent_by_no_page_has_no_origin_to_check() -> None:
    ALLOWED.check_origin(request(Host="localhost:8080"))


@pytest.mark.parametrize("path", ["/graphql", "/graphiql", "/", "/nowhere"])
async def test_every_path_is_refused_to_other_hosts(path: str) -> None:
    app = web.Application()
    mount_host_check(app, AllowedOrigins(["127.0.0.1"]))
    async with TestClient(TestServer(app)) as client:
        refused = await client.get(path, headers={"Host": "evil.test"})
        assert refused.status == 421
        assert (await refused.json())["errors"][0]["extensions"] == {"code": "MISDIRECTED_REQUEST"}
        assert (await client.get(path)).status == 404


async def test_health_is_told_whatever_the_host() -> None:
    app = web.Application()
    mount_host_check(app, AllowedOrigins([]))
    mount_health(app)
    async with TestClient(TestServer(app)) as client:
        for path in ("/healthz", "/readyz"):
            assert (await client.get(path, headers={"Host": "10.0.0.7:8080"})).status == 200
