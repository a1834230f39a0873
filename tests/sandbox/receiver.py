"""A program that webhooks tell, as somebody who uses Trello runs one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDictProxy

from tests.sandbox.asking import Asking


@dataclass(frozen=True)
class Received:
    """One POST as it came."""

    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def kind(self) -> str:
        """The type of the action that it tells."""
        return str(self.json["action"]["type"])


@dataclass
class Receiver:
    """Answers HEAD with `head`, and each POST with the next of `answers`, 200 when none is left.

    None is no answer at all: the connection is cut. A HEAD lasts until `hold` is done.
    """

    url: str = ""
    head: int = 200
    answers: list[int | None] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    hold: Callable[[], Any] | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "HEAD":
            if self.hold:
                await self.hold()
            return web.Response(status=self.head)
        self.received.append(Received(request.headers, await request.read()))
        self._came.set()
        answer = self.answers.pop(0) if self.answers else 200
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.Response(status=answer, headers={"Location": self.url} if answer == 302 else None)

    @property
    def kinds(self) -> list[str]:
        return [each.kind for each in self.received]

    async def wait(self, count: int) -> list[Received]:
        """Return what came, as soon as it is so much."""
        async with asyncio.timeout(10):
            while len(self.received) < count:
                self._came.clear()
                await self._came.wait()
        return self.received


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Run such a program for a while."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", receiver.handle)
    async with TestServer(app) as server:
        receiver.url = str(server.make_url("/hook?board=1&of=me"))
        yield receiver


async def hook(plain: Asking, receiver: Receiver, model_id: str, **params: str) -> Any:
    """Return a new webhook that tells the receiver."""
    return await plain.post("/webhooks", callbackURL=receiver.url, idModel=model_id, **params)
