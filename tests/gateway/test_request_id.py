import asyncio
import re
from collections.abc import Iterator

import pytest
import structlog
from aiohttp import ServerDisconnectedError, web
from pytest_aiohttp.plugin import AiohttpClient
from structlog.testing import LogCapture

from app.gateway.client_address import mount_client_addresses
from app.gateway.health import mount_health
from app.gateway.request_id import REQUEST_ID, mount_request_ids
from app.settings.proxies import ProxySettings

NEW = re.compile(r"[0-9a-f]{32}")


async def answer(request: web.Request) -> web.Response:
    structlog.get_logger().info("inside")
    return web.Response(text=request[REQUEST_ID])


async def refuse(_request: web.Request) -> web.Response:
    raise web.HTTPForbidden


async def fail(_request: web.Request) -> web.Response:
    raise RuntimeError("broken")


async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write_eof(b"done")
    return response


async def cancel(_request: web.Request) -> web.Response:
    raise asyncio.CancelledError


@pytest.fixture
def app(logged: LogCapture) -> web.Application:  # noqa: ARG001  # it is set up before whoever logs
    app = web.Application()
    mount_client_addresses(app, ProxySettings())
    mount_request_ids(app)
    for handler in (answer, refuse, fail, stream, cancel):
        app.router.add_get(f"/{handler.__name__}", handler)
    return app


@pytest.fixture
def logged() -> Iterator[LogCapture]:
    capture = LogCapture()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture])
    yield capture
    structlog.reset_defaults()


@pytest.mark.parametrize("inbound", ["a", "A-Z_0.9", "x" * 128])
async def test_a_sane_inbound_id_is_kept(
    app: web.Application, aiohttp_client: AiohttpClient, inbound: str
) -> None:
    client = await aiohttp_client(app)

    response = await client.get("/answer", headers={"X-Request-ID": inbound})

    assert await response.text() == inbound
    assert response.headers.getall("X-Request-ID") == [inbound]


@pytest.mark.parametrize("inbound", ["", "x" * 129, "a b", 'a"}', "é", "../x"])
async def test_any_other_inbound_id_is_replaced(
    app: web.Application, aiohttp_client: AiohttpClient, inbound: str
) -> None:
    client = await aiohttp_client(app)

    response = await client.get("/answer", headers={"X-Request-ID": inbound})

    assert NEW.fullmatch(response.headers["X-Request-ID"])


async def test_every_request_without_an_id_gets_one_of_its_own(
    app: web.Application, aiohttp_client: AiohttpClient
) -> None:
    client = await aiohttp_client(app)

    ids = [(await client.get("/answer")).headers["X-Request-ID"] for _ in range(3)]

    assert all(NEW.fullmatch(each) for each in ids)
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/refuse", 403), ("/fail", 500), ("/stream", 200)]
)
async def test_every_answer_has_the_id(
    app: web.Application, aiohttp_client: AiohttpClient, path: str, status: int
) -> None:
    client = await aiohttp_client(app)

    response = await client.get(path, headers={"X-Request-ID": "r1"})

    assert (response.status, response.headers["X-Request-ID"]) == (status, "r1")


async def test_an_unknown_exception_is_logged_and_not_shown(
    app: web.Application, aiohttp_client: AiohttpClient, logged: LogCapture
) -> None:
    client = await aiohttp_client(app)

    response = await client.get("/fail", headers={"X-Request-ID": "r1"})

    assert await response.json() == {"error": "Internal error; quote request id r1."}
    assert logged.entries[0] == {
        "event": "unhandled exception",
        "exc_info": True,
        "log_level": "error",
        "request_id": "r1",
    }


async def test_each_request_is_logged_with_its_id_and_without_its_query(
    app: web.Application, aiohttp_client: AiohttpClient, logged: LogCapture
) -> None:
    client = await aiohttp_client(app)

    await client.get("/answer?token=hunter2", headers={"X-Request-ID": "r1"})
    await client.get("/a%0Ab", headers={"X-Request-ID": "r2"})

    inside, answered, missed = logged.entries
    assert inside == {"event": "inside", "log_level": "info", "request_id": "r1"}
    assert isinstance(answered.pop("ms"), float)
    assert answered == {
        "client": "127.0.0.1",
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "path": "/answer",
        "request_id": "r1",
        "status": 200,
    }
    assert (missed["path"], missed["status"], missed["request_id"]) == ("/a%0Ab", 404, "r2")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_probes_of_health_are_logged_for_debugging_only(
    app: web.Application, aiohttp_client: AiohttpClient, logged: LogCapture, path: str
) -> None:
    mount_health(app)
    client = await aiohttp_client(app)

    await client.get(path)

    assert [(entry["path"], entry["log_level"]) for entry in logged.entries] == [(path, "debug")]


@pytest.mark.parametrize("path", ["/answer", "/nowhere", "/refuse", "/fail", "/stream"])
async def test_no_answer_names_the_software(
    app: web.Application, aiohttp_client: AiohttpClient, path: str
) -> None:
    client = await aiohttp_client(app)

    response = await client.get(path)

    assert "Server" not in response.headers


async def test_the_next_request_of_a_connection_does_not_inherit_the_id(
    app: web.Application, aiohttp_client: AiohttpClient, logged: LogCapture
) -> None:
    client = await aiohttp_client(app)

    await client.get("/answer", headers={"X-Request-ID": "r1"})
    await client.get("/answer", headers={"X-Request-ID": "r2"})

    assert [entry["request_id"] for entry in logged.entries] == ["r1", "r1", "r2", "r2"]
    assert "request_id" not in structlog.contextvars.get_contextvars()


async def test_a_request_that_was_cut_is_logged_as_such(
    app: web.Application, aiohttp_client: AiohttpClient, logged: LogCapture
) -> None:
    client = await aiohttp_client(app)

    with pytest.raises(ServerDisconnectedError):
        await client.get("/cancel")

    assert [entry["status"] for entry in logged.entries] == [499]
