"""Asks an offline Trello as a client on the network does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from app.sandbox.calls import CALL_LOG, CallLog
from app.sandbox.sandbox import SANDBOX, Sandbox
from app.sandbox.seed.people import token_of
from app.sandbox.server import create_app
from app.sandbox.store import World
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY


def oauth(username: str) -> dict[str, str]:
    """Return the header with a member's credentials."""
    key, token = SANDBOX_API_KEY, token_of(username)
    return {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'}


@dataclass(frozen=True)
class Asking:
    """`get` and its like ask as `ada`, unless they are told otherwise; `refused` has a method besides."""

    client: TestClient[web.Request, web.Application]
    sandbox: Sandbox
    calls: CallLog

    @property
    def world(self) -> World:
        return self.sandbox.world

    async def response(
        self, path: str, params: dict[str, str] | None = None, *, as_: str = "ada"
    ) -> ClientResponse:
        return await self.client.get(f"/1{path}", params=params, headers=oauth(as_))

    async def get(self, path: str, *, as_: str = "ada", **params: str) -> Any:
        """Return the JSON of a successful answer."""
        response = await self.response(path, params, as_=as_)
        assert response.status == 200, await response.text()
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        return await response.json()

    async def post(self, path: str, *, as_: str = "ada", **params: str) -> Any:
        """Return the JSON of a successful answer."""
        return await self._written("POST", path, as_, params)

    async def put(self, path: str, *, as_: str = "ada", **params: str) -> Any:
        """Return the JSON of a successful answer."""
        return await self._written("PUT", path, as_, params)

    async def delete(self, path: str, *, as_: str = "ada", **params: str) -> Any:
        """Return the JSON of a successful answer."""
        return await self._written("DELETE", path, as_, params)

    async def _written(self, method: str, path: str, as_: str, params: dict[str, str]) -> Any:
        response = await self.client.request(method, f"/1{path}", params=params, headers=oauth(as_))
        assert response.status == 200, await response.text()
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        return await response.json()

    async def refused(self, method: str, path: str, *, as_: str = "ada", **params: str) -> tuple[int, str]:
        """Return status and text of an answer to a write, which changed nothing."""
        before = deepcopy(self.world)
        response = await self.client.request(method, f"/1{path}", params=params, headers=oauth(as_))
        assert self.world == before
        return response.status, await response.text()

    async def refusal(self, path: str, *, as_: str = "ada", **params: str) -> tuple[int, str]:
        """Return status and text of an answer in plain text."""
        response = await self.response(path, params, as_=as_)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        return response.status, await response.text()


@asynccontextmanager
async def asking(world: World, settings: SandboxSettings | None = None) -> AsyncIterator[Asking]:
    """Serve a world for a while."""
    app = create_app(world, settings or SandboxSettings())
    async with TestClient(TestServer(app)) as client:
        yield Asking(client, app[SANDBOX], app[CALL_LOG])
