"""The viewer in the graph, in front of a backend that the test writes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from app.contracts.api_token import new_token
from app.sandbox.seed import plain_world
from app.settings.backend_client import BackendClientSettings
from tests.gateway.viewer.asked import active
from tests.resolvers.house import House, house

TOKENS = [
    {
        "id": 8,
        "name": "ci",
        "persona": "api",
        "granted": "2026-01-02T03:04:05Z",
        "expires": "2026-02-02T03:04:05Z",
        "state": "expired",
    },
    {
        "id": 7,
        "name": "phone",
        "persona": "mobile",
        "granted": "2026-01-01T00:00:00Z",
        "expires": None,
        "state": "active",
    },
]


@dataclass
class Backend:
    """`failing` is the status of what is asked with the viewer's own token."""

    failing: int | None = None
    asked: list[str] = field(default_factory=list)

    async def introspect(self, _request: web.Request) -> web.Response:
        return web.json_response(active(trello_linked=True).model_dump(mode="json"))

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        if self.failing:
            return web.json_response({}, status=self.failing)
        return web.json_response(TOKENS if request.path == "/token" else {"personas": ["api", "pc"]})


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[House, Backend]]:
    backend = Backend()
    app = web.Application()
    app.router.add_post("/internal/introspect", backend.introspect)
    app.router.add_get("/{path:.*}", backend.answer)
    async with TestServer(app) as server:
        settings = BackendClientSettings(url=str(server.make_url("")), timeout_seconds=60)
        async with house(plain_world(boards=1), auth="tokens", backend=settings) as running:
            running.client.session.headers["Authorization"] = f"Bearer {new_token()}"
            yield running, backend


async def test_what_the_token_tells_is_asked_of_nobody() -> None:
    async with serving() as (running, backend):
        data = await running.data("{ viewer { account tenant groups trelloLinked } }")

        assert data == {
            "viewer": {
                "account": "account-1",
                "tenant": "https://one.example",
                "groups": ["a"],
                "trelloLinked": True,
            }
        }
        assert backend.asked == []
        assert running.wire == []


async def test_nothing_is_asked_twice_though_something_cannot_be_told() -> None:
    async with serving() as (running, backend):
        response = await running.respond("{ viewer { personas tokens(first: 0) { id } } }")

    assert [error["extensions"]["code"] for error in response["errors"]] == ["BAD_USER_INPUT"]
    assert backend.asked == ["/me"]


async def test_tokens_and_personas_are_asked_of_the_backend() -> None:
    async with serving() as (running, backend):
        data = await running.data(
            "{ viewer { personas tokens(first: 2) { id name persona granted expires state } } }"
        )

    assert data["viewer"]["personas"] == ["API", "PC"]
    assert data["viewer"]["tokens"] == [
        {
            "id": "8",
            "name": "ci",
            "persona": "API",
            "granted": "2026-01-02T03:04:05.000Z",
            "expires": "2026-02-02T03:04:05.000Z",
            "state": "EXPIRED",
        },
        {
            "id": "7",
            "name": "phone",
            "persona": "MOBILE",
            "granted": "2026-01-01T00:00:00.000Z",
            "expires": None,
            "state": "ACTIVE",
        },
    ]
    assert sorted(backend.asked) == ["/me", "/token?limit=2"]


@pytest.mark.parametrize("first", [0, 101])
async def test_only_so_many_tokens_can_be_asked_for(first: int) -> None:
    async with serving() as (running, backend):
        response = await running.respond(f"{{ viewer {{ account tokens(first: {first}) {{ id }} }} }}")

    assert response["data"] == {"viewer": {"account": "account-1", "tokens": None}}
    assert response["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "argumentPath": ["first"]}
    assert backend.asked == []


@pytest.mark.parametrize(("status", "code"), [(401, "UNAUTHENTICATED"), (500, "UPSTREAM_UNAVAILABLE")])
async def test_a_backend_that_fails_takes_nothing_else_along(status: int, code: str) -> None:
    async with serving() as (running, backend):
        backend.failing = status
        with capture_logs():
            response = await running.respond("{ viewer { account personas } }")

    assert response["data"] == {"viewer": {"account": "account-1", "personas": None}}
    assert [error["extensions"]["code"] for error in response["errors"]] == [code]


async def test_a_gateway_that_asks_nobody_knows_no_viewer() -> None:
    async with house(plain_world(boards=1)) as running:
        response = await running.respond("{ viewer { account } member { username } }")

        assert "data" not in response
        (error,) = response["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
        assert error["message"].startswith("`viewer` is about whoever asks, and this gateway asks nobody")
        assert running.wire == []


async def test_an_answer_about_the_viewer_is_kept_by_nobody() -> None:
    async with serving() as (running, _backend):
        answer = await running.client.post("/graphql", json={"query": "{ viewer { account } }"})

        assert answer.headers["Cache-Control"] == "no-store"
