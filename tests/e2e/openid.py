"""Two providers of OpenID Connect as processes of their own, and a backend where people sign in at both."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, encode_basic_auth

from tests.processes import environment, running

_SCRIPT = Path(__file__).with_name("openid_provider.mjs")


@dataclass
class Tenant:
    """A provider that runs; `says` is what it tells of accounts, by subject, from the next answer on."""

    issuer: str
    accounts: Path
    process: asyncio.subprocess.Process

    async def access_token(self, client: ClientSession, audience: str) -> str:
        """Return an access token of the account `ada`, for whoever an audience is."""
        asked = {"grant_type": "client_credentials", "resource": audience}
        headers = {"Authorization": encode_basic_auth("ada", "secret-of-ada")}
        async with client.post(f"{self.issuer}/token", data=asked, headers=headers) as response:
            assert response.status == 200, await response.text()
            token: str = (await response.json())["access_token"]
        return token

    def says(self, **accounts: Mapping[str, Any]) -> None:
        self.accounts.write_text(json.dumps(accounts))

    def configured(self, name: str, **more: str) -> dict[str, str]:
        """Return what the backend has to be told of it."""
        return {
            "id": name,
            "name": f"Tenant {name}",
            "issuer": self.issuer,
            "client_id": "backend",
            "client_secret": "secret-of-the-client",
            **more,
        }

    async def go_down(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def provider(accounts: Path, *redirect_uris: str, port: int = 0) -> AsyncIterator[Tenant]:
    """Run a provider, which redirects browsers to these addresses only; on a free port, if it is none."""
    process = await asyncio.create_subprocess_exec(
        "node",
        str(_SCRIPT),
        str(accounts),
        *redirect_uris,
        env=environment(PORT=str(port)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    tenant = Tenant("", accounts, process)
    try:
        tenant.issuer = (await process.stdout.readline()).decode().strip()
        assert tenant.issuer, "the provider did not start"
        yield tenant
    finally:
        await tenant.go_down()


@dataclass
class SigningIn:
    """A backend, and two tenants that it sends people to: `one`, whose group `ops` are admins, and `two`."""

    origin: str
    one: Tenant
    two: Tenant


@asynccontextmanager
async def signing_in(folder: Path) -> AsyncIterator[SigningIn]:
    """Start two providers, then a backend on an empty database."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    async with AsyncExitStack() as stack:
        one, two = [
            await stack.enter_async_context(provider(folder / f"{name}.json", f"{origin}/callback/{name}"))
            for name in ("one", "two")
        ]
        configured = [one.configured("one", admin_group="ops"), two.configured("two")]
        variables = {
            "BACKEND_PORT": str(port),
            "BACKEND_MIGRATE": "true",
            "BACKEND_OPENID_PROVIDERS": json.dumps(configured),
            "DATABASE_URL": f"sqlite:///{folder}/backend.sqlite3",
        }
        process = await stack.enter_async_context(running("app.backend", variables))
        await process.event("listening")
        yield SigningIn(origin, one, two)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
