from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.backend_client.client import BackendClient, open_http
from app.backend_client.errors import BackendError, Unauthenticated, Unavailable
from app.settings.backend_client import BackendClientSettings

SERVICE = SecretStr("service-secret")
TOKEN = SecretStr("planted-token")
ACTIVE = {
    "v": 1,
    "active": True,
    "token_type": "Bearer",
    "iss": "https://one.example",
    "sub": "ada",
    "jti": "7",
    "iat": 1,
    "entity": 3,
    "persona": "api",
    "groups": ["a"],
    "admin": False,
    "trello_linked": True,
}

Answer = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def asking(answer: Answer, **settings: Any) -> AsyncIterator[BackendClient]:
    """Yield a client of a backend that answers each request by a function."""
    app = web.Application()
    app.router.add_route("*", "/base/{path:.*}", answer)
    async with TestServer(app) as server:
        url = str(server.make_url("/base/"))
        options = BackendClientSettings(url=url, **settings)
        async with open_http(options) as http:
            yield BackendClient(http, SERVICE)


def always(status: int, body: Any) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    return answer


async def test_introspection_sends_the_token_as_a_form_and_the_service_secret() -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.method, request.path, request.headers["Authorization"]))
        seen.append(dict(await request.post()))
        return web.json_response(ACTIVE)

    async with asking(answer) as client:
        found = await client.introspect(TOKEN)

    assert seen == [
        ("POST", "/base/internal/introspect", "Bearer service-secret"),
        {"token": "planted-token"},
    ]
    assert found.active
    assert (found.iss, found.sub, found.exp, found.groups) == ("https://one.example", "ada", None, ("a",))


async def test_a_token_that_may_not_be_used_is_inactive() -> None:
    async with asking(always(200, {"active": False})) as client:
        assert not (await client.introspect(TOKEN)).active


async def test_a_trello_token_is_asked_for_by_entity() -> None:
    seen: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((request.path, request.headers["Authorization"], await request.json()))
        return web.json_response({"v": 1, "token": "planted"})

    async with asking(answer) as client:
        found = await client.trello_token("https://one.example", "ada")

    assert found == SecretStr("planted")
    wanted = {"v": 1, "iss": "https://one.example", "sub": "ada"}
    assert seen == [("/base/internal/credentials", "Bearer service-secret", wanted)]


async def test_an_entity_that_has_linked_nothing_has_no_trello_token() -> None:
    async with asking(always(404, {"status": 404})) as client:
        assert await client.trello_token("https://one.example", "ada") is None


async def test_what_belongs_to_the_viewer_is_asked_for_with_the_viewers_own_token() -> None:
    seen: list[str] = []
    token = {
        "id": 7,
        "name": "ci",
        "persona": "api",
        "granted": "2026-01-01T00:00:00Z",
        "expires": None,
        "state": "active",
    }

    async def answer(request: web.Request) -> web.Response:
        seen.append(f"{request.path_qs} {request.headers['Authorization']}")
        return web.json_response([token] if "token" in request.path else {"personas": ["api", "pc"]})

    async with asking(answer) as client:
        me = await client.me(TOKEN)
        (found,) = await client.tokens(TOKEN, 5)

    assert seen == ["/base/me Bearer planted-token", "/base/token?limit=5 Bearer planted-token"]
    assert me.personas == ("api", "pc")
    assert (found.id, found.name, found.expires, found.state) == (7, "ci", None, "active")


async def test_the_request_id_goes_along() -> None:
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers.get("X-Request-ID"))
        return web.json_response({"active": False})

    async with asking(answer) as client:
        with structlog.contextvars.bound_contextvars(request_id="r-1"):
            await client.introspect(TOKEN)
        await client.introspect(TOKEN)

    assert seen == ["r-1", None]


async def test_a_token_that_ended_meanwhile_is_told_from_a_backend_that_fails() -> None:
    async with asking(always(401, {"status": 401})) as client:
        with pytest.raises(Unauthenticated):
            await client.me(TOKEN)
        # This is about the service secret.
        with pytest.raises(Unavailable):
            await client.introspect(TOKEN)


Use = Callable[[BackendClient], Coroutine[Any, Any, Any]]


@pytest.mark.parametrize(
    "use",
    [
        lambda client: client.introspect(TOKEN),
        lambda client: client.trello_token("https://one.example", "ada"),
        lambda client: client.me(TOKEN),
        lambda client: client.tokens(TOKEN, 1),
    ],
    ids=["introspect", "trello_token", "me", "tokens"],
)
@pytest.mark.parametrize(
    ("status", "body"), [(500, {}), (429, {}), (302, {}), (200, {"active": "planted"}), (200, "planted")]
)
async def test_whatever_else_is_answered_is_one_error_that_repeats_nothing_of_it(
    use: Use, status: int, body: Any
) -> None:
    async with asking(always(status, body)) as client:
        with capture_logs() as logged, pytest.raises(Unavailable) as caught:
            await use(client)

    assert caught.value.__context__ is None
    assert [(each["event"], each["log_level"]) for each in logged] == [("backend is away", "warning")]
    assert "planted" not in str(logged) + str(caught.value)


async def test_a_backend_that_is_not_there_is_away() -> None:
    async with open_http(BackendClientSettings(url="http://127.0.0.1:9")) as http:
        with capture_logs() as logged, pytest.raises(BackendError) as caught:
            await BackendClient(http, SERVICE).introspect(TOKEN)

    assert caught.value.__context__ is None
    assert str(caught.value) == "The backend fails or cannot be reached. Try again later."
    assert logged == [
        {
            "event": "backend is away",
            "path": "/internal/introspect",
            "error": "ConnectError",
            "log_level": "warning",
        }
    ]


async def test_a_backend_that_takes_too_long_is_away() -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.content.wait_eof()
        raise TimeoutError

    async with asking(answer, timeout_seconds=0.01) as client:
        with capture_logs(), pytest.raises(Unavailable):
            await client.me(TOKEN)
