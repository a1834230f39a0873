"""The upstream of whatever is measured: what the offline Trello answers, as fast as bytes can be sent.

The first time a URL is asked for, the offline Trello works the answer out; from then on its bytes are sent.
So each program may ask in its own way, nested or not, in batches or one by one, and gets what Trello says.

There is one member with boards, and many copies of it, who differ in the ids of everything they have: as many
clients can ask at once, none for what another asks for, and nobody can share what is under way.
Alone: `python -m bench.stub --port 8099 --cards 500 --latency 0.08`, then `TRELLO_URL=http://127.0.0.1:8099/1`.
"""

import argparse
import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
import uvloop

from app.sandbox.auth import Credentials
from app.sandbox.dispatch import Asked, answer, received
from app.sandbox.errors import Refusal
from app.sandbox.params import Params
from app.sandbox.sandbox import Sandbox
from app.sandbox.store import World
from app.sandbox.switches import Switches
from app.sandbox.webhooks.callbacks import Callbacks
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from bench import wire
from bench.workloads import world

HOST: Final = "127.0.0.1"

_WHO: Final = Credentials(SANDBOX_API_KEY, SANDBOX_TOKEN)


class Stub:
    """`calls` are the requests so far; each waits `latency` seconds for its answer."""

    def __init__(self, made: World, latency: float = 0.0) -> None:
        self.calls = 0
        self.latency = latency
        self.url = ""
        self.use(made)

    def use(self, made: World) -> None:
        """Serve another world from now on."""
        switches = Switches.from_settings(SandboxSettings())
        self._sandbox = Sandbox(made, switches, lambda: made, Callbacks(()))
        self._stored: dict[bytes, bytes] = {}
        (self._member,) = (each.id for each in made.members if each.username == "ada")
        # All ids have ten digits in common, in their middle (app.sandbox.ids); copies differ in the last two.
        self._maker = self._member[8:18].encode()
        self._any_maker = re.compile(self._maker[:-2] + b"[0-9a-f]{2}")

    def members(self, numbers: Iterable[int]) -> list[str]:
        """Return the ids of members that have boards, a different one for each number from 0 to 255."""
        return [f"{self._member[:16]}{number:02x}{self._member[18:]}" for number in numbers]

    def stored(self, line: bytes) -> bytes | None:
        """Return the response to a request line, if it has been worked out; count the call."""
        self.calls += 1
        return self._stored.get(line)

    async def work_out(self, line: bytes, body: bytes) -> bytes:
        """Return the response to a request line that was not asked before, or that writes."""
        found = self._any_maker.search(line)
        maker = found[0] if found else self._maker
        response = await self._ask(
            line.replace(maker, self._maker).decode(), body.replace(maker, self._maker)
        )
        response = response.replace(self._maker, maker)
        if line.startswith(b"GET"):
            self._stored[line] = response
        return response

    async def _ask(self, line: str, body: bytes) -> bytes:
        method, target, _ = line.split(" ")
        path, _, query = target.partition("?")
        given = [*parse_qsl(query, keep_blank_values=True), *(orjson.loads(body).items() if body else ())]
        asked = Asked(method, path, query, Params(given), _WHO)
        try:
            return _response(await answer(self._sandbox, asked, received(self._sandbox, asked)))
        except Refusal as refusal:
            return _response(refusal.message, HTTPStatus(refusal.status))


class _Connection(asyncio.Protocol):
    """Answers one request after the other."""

    _transport: asyncio.WriteTransport

    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        self._received = bytearray()
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # a server's connection can be written to

    def data_received(self, data: bytes) -> None:
        self._received += data
        while message := wire.take(self._received):
            head, body = message
            line = head[: head.index(b"\r\n")]
            if (response := self._stub.stored(line)) is None:
                self._task = asyncio.ensure_future(self._work_out(line, body))
            else:
                self._send(response)

    async def _work_out(self, line: bytes, body: bytes) -> None:
        self._send(await self._stub.work_out(line, body))

    def _send(self, response: bytes) -> None:
        if self._stub.latency:
            asyncio.get_running_loop().call_later(self._stub.latency, self._transport.write, response)
        else:
            self._transport.write(response)


@asynccontextmanager
async def serving(stub: Stub, port: int = 0) -> AsyncIterator[Stub]:
    """Serve on loopback, at a free port if it is 0, for as long as this lasts."""
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(stub), HOST, port)
    stub.url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}/1"
    try:
        yield stub
    finally:
        server.close()


def _response(value: Any, status: HTTPStatus = HTTPStatus.OK) -> bytes:
    body = orjson.dumps(value)
    head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _serve(arguments: argparse.Namespace) -> None:
    async with serving(Stub(world(arguments.cards), arguments.latency), arguments.port) as stub:
        print(f"TRELLO_URL={stub.url}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.stub", description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--cards", type=int, default=500)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each answer takes")
    uvloop.run(_serve(parser.parse_args()))
