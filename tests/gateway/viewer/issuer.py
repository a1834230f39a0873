"""An issuer of access tokens that can be asked for its keys."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.settings.access_tokens import AccessTokenIssuer
from tests.access_tokens.issuing import AUDIENCE, access_token, jwks, rsa_jwk


@dataclass
class Issuer:
    """`keys` are what it signs with now; `answer` is its whole answer, where that is something else."""

    keys: list[Any] = field(default_factory=lambda: [rsa_jwk()])
    answer: web.StreamResponse | None = None
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        await self.gate.wait()
        if self.answer:
            return self.answer
        if request.path == "/jwks":
            return web.Response(body=jwks(*self.keys))
        return web.json_response({"issuer": self.url, "jwks_uri": f"{self.url}/jwks"})

    def token(self, **said: Any) -> SecretStr:
        return SecretStr(access_token(**{"iss": self.url, **said}))

    @property
    def configured(self) -> AccessTokenIssuer:
        """What whoever takes its tokens is told of it."""
        return AccessTokenIssuer(issuer=self.url, audience=AUDIENCE)


@asynccontextmanager
async def serving() -> AsyncIterator[Issuer]:
    issuer = Issuer()
    issuer.gate.set()
    app = web.Application()
    app.router.add_get("/{path:.*}", issuer.serve)
    async with TestServer(app) as server:
        issuer.url = str(server.make_url("")).rstrip("/")
        yield issuer
