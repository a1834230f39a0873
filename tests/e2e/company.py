"""A company: the backend, the offline Trello and two processes of the gateway, which ask who asks."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse
from redis.asyncio import Redis

from app.settings.redis import RedisSettings
from app.settings.trello import SANDBOX_TOKEN
from tests.processes import ROOT, Process, environment, running
from tests.services import redis_of_a_test

UNAUTHORIZED = 401
TENANT = "https://id.example"
SECRET = "planted-service-secret"


@dataclass
class Company:
    """`gateways` are origins; `processes` is everything that runs, the backend first.

    `endings` are their exit codes; until then, what they write is read.
    """

    client: ClientSession
    redis: RedisSettings
    variables: dict[str, str]
    backend: str = ""
    gateways: list[str] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    endings: list[asyncio.Task[int]] = field(default_factory=list)

    async def manage(self, *words: str) -> str:
        """Run a command of the backend, and return what it prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app.backend.manage",
            *words,
            cwd=ROOT,
            env=environment(**self.variables),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        return output.decode().strip()

    async def token(self, account: str, *options: str, tenant: str = TENANT) -> str:
        return await self.manage("create_token", tenant, account, *options)

    async def tokens(self, *accounts: str) -> list[str]:
        """Return a new token for each account; a single process makes them all."""
        printed = await self.run(
            "from django.core.management import call_command",
            *(f"call_command('create_token', {TENANT!r}, {account!r})" for account in accounts),
        )
        return printed.split()

    async def link(self, **trello_tokens: str) -> None:
        """Keep the Trello tokens of accounts, as if they had been linked."""
        await self.run(
            "from pydantic import SecretStr",
            "from app.backend.accounts import trello_links",
            "from app.backend.accounts.actor import OPERATOR",
            "from app.backend.accounts.entities import entity_of",
            *(
                f"trello_links.keep(entity_of({TENANT!r}, {account!r}), SecretStr({token!r}), OPERATOR)"
                for account, token in trello_tokens.items()
            ),
        )

    async def run(self, *statements: str) -> str:
        """Run statements in a process of the backend, and return what they print."""
        return await self.manage("shell", "--no-imports", "--command", "\n".join(statements))

    async def revoke(self, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        async with self.client.get(f"{self.backend}/me", headers=headers) as response:
            path = f"/token/{(await response.json())['token_id']}"
        async with self.client.put(
            self.backend + path, json={"state": "revoked"}, headers=headers
        ) as response:
            assert response.status == 200, await response.text()

    async def ask(self, token: str | None, query: str, gateway: int = 0) -> tuple[int, Any]:
        """Return status and body of the answer of one of the gateways."""
        headers = {"Accept": "application/graphql-response+json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        url = f"{self.gateways[gateway]}/graphql"
        async with self.client.post(url, json={"query": query}, headers=headers) as response:
            return response.status, await response.json(content_type=None)

    async def until_refused(self, token: str, gateway: int) -> None:
        """Return once a token opens nothing any more."""
        while (await self.ask(token, "{ __typename }", gateway))[0] != UNAUTHORIZED:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def socket(self, gateway: int, payload: object) -> AsyncIterator[ClientWebSocketResponse]:
        """Open a socket, and begin with a payload, if there is one."""
        url = f"{self.gateways[gateway]}/graphql"
        async with self.client.ws_connect(url, protocols=["graphql-transport-ws"]) as socket:
            begin = {"type": "connection_init", "payload": payload}
            await socket.send_json({name: value for name, value in begin.items() if value is not None})
            yield socket

    async def nothing_is_planted(self, *secrets: str) -> None:
        """Stop everything, and see that no secret is in Redis, nor in what any process has written."""
        found = await self._redis_contents()
        assert b"verdict:" in found
        assert await self.stop(signal.SIGTERM) == [0] * len(self.processes)
        for process in self.processes:
            found += ("\n".join(process.written) + await process.errors()).encode()
        assert b"/internal/introspect" in found
        for secret in (SECRET, *secrets):
            assert secret.encode() not in found

    async def stop(self, which: signal.Signals = signal.SIGKILL) -> list[int]:
        """Stop everything that still runs, and return the exit codes."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                process.send(which)
        return await asyncio.gather(*self.endings)

    async def _redis_contents(self) -> bytes:
        assert self.redis.url
        async with Redis.from_url(self.redis.url.get_secret_value()) as client:
            keys = [key async for key in client.scan_iter(f"{self.redis.prefix}*")]
            contents = [await client.dump(key) or b"" for key in keys]
            texts = [await client.get(key) for key in keys if await client.type(key) == b"string"]
        return b"\n".join([*keys, *contents, *(text for text in texts if isinstance(text, bytes))])


def member_token(username: str) -> str:
    """Return the token of a member of the offline Trello."""
    return username.ljust(len(SANDBOX_TOKEN), "0")


@asynccontextmanager
async def open_company(folder: Path, **variables: str) -> AsyncIterator[Company]:
    """Start everything on free ports; `variables` are for every process."""
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(redis_of_a_test())
        client = await stack.enter_async_context(ClientSession())
        assert redis.url
        common = {
            "AUTH": "tokens",
            "BACKEND_SERVICE_SECRETS": SECRET,
            "DATABASE_URL": f"sqlite:///{folder}/backend.sqlite3",
            "LOG_LEVEL": "DEBUG",
            "REDIS_URL": redis.url.get_secret_value(),
            "REDIS_PREFIX": redis.prefix,
            **variables,
        }
        company = Company(client, redis, common)

        async def start(module: str, **own: str) -> str:
            process = await stack.enter_async_context(running(module, company.variables | own))
            company.processes.append(process)
            return f"http://127.0.0.1:{(await process.event('listening'))['port']}"

        company.variables["TRELLO_URL"] = f"{await start('app.sandbox', SANDBOX_PORT='0')}/1"
        own = {"BACKEND_PORT": variables.get("BACKEND_PORT", "0"), "BACKEND_MIGRATE": "true"}
        company.backend = company.variables["BACKEND_URL"] = await start("app.backend", **own)
        company.processes.reverse()
        for _ in range(2):
            company.gateways.append(await start("app.main", GATEWAY_PORT="0"))
            await company.processes[-1].event("events are heard")
        company.endings += [asyncio.create_task(process.end()) for process in company.processes]
        stack.push_async_callback(company.stop)
        yield company
