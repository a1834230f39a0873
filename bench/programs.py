"""What is measured: the limit and the peers, and how each is started. Our own are in `bench.gateways`."""

import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.embedded.ports import free_ports
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from bench.process import MEASURED, Process, pinned, running
from bench.stub import HOST

STATE: Final = Path(__file__).parent.parent / ".state" / "bench"
"""Where peers are installed, and where logs and results go."""
PEERS_FOLDER: Final = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Program:
    """A way to answer GraphQL queries. It finds its port in `PORT` and the upstream in `TRELLO_URL`.

    `variables` are others that it takes, and `headers` are sent with each request, beside the usual ones;
    `cannot` lists the names of workloads that it has no fields for.
    `needs` must be there, or the program is left out, as `make` says how to get it.
    """

    name: str
    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cannot: tuple[str, ...] = ()
    needs: Path | None = None
    cores: frozenset[int] = MEASURED

    @property
    def is_here(self) -> bool:
        """Whether it can be started."""
        return self.needs is None or self.needs.exists()


@dataclass(frozen=True)
class Started:
    """A program that runs; `url` takes its GraphQL requests."""

    program: Program
    process: Process
    url: str
    log: Path


def limit(name: str, answers: str) -> Program:
    """Return the limit that answers so."""
    return Program(name, (sys.executable, "-m", "bench.limit"), {"ANSWERS": answers})


def python_peer(name: str, folder: str, **variables: str) -> Program:
    """Return the peer of a folder, with the Python that has its packages."""
    python = STATE / folder / "venv" / "bin" / "python"
    return Program(name, (str(python), "-m", f"bench.peers.{folder}"), variables, needs=python)


def node_peer(name: str, folder: str, **variables: str) -> Program:
    """Return the peer of a folder, with Node.js and the packages that it finds beside no file of its own."""
    packages = STATE / folder / "node_modules"
    production = {"NODE_ENV": "production", "NODE_PATH": str(packages)}
    command = ("node", str(PEERS_FOLDER / folder / "server.cjs"))
    return Program(name, command, production | variables, needs=packages)


def tailcall(name: str, *, dedupe: bool) -> Program:
    """Return the peer that is no program of Python or Node.js; `dedupe` is its own sharing of requests."""
    folder = STATE / "tailcall"
    variables = {"DEDUPE": str(dedupe).lower(), "TAILCALL_TRACKER": "false", "TAILCALL_LOG_LEVEL": "error"}
    command = (str(PEERS_FOLDER / "tailcall" / "start"), str(folder))
    return Program(name, command, variables, needs=folder / "tailcall")


COMPOSED: Final = limit("limit: bare aiohttp, fewest calls", "composed")
STORED: Final = limit("limit: bare aiohttp, stored bytes", "stored")

SHARING_PEERS: Final = (tailcall("Tailcall, sharing what is in flight", dedupe=True),)
ANCESTOR: Final = Program(
    "The way of 2019, sequential", (sys.executable, "-m", "bench.peers.ancestor"), cannot=("W3", "W4")
)
PEERS: Final = (
    ANCESTOR,
    python_peer("Strawberry, DataLoader", "strawberry"),
    python_peer("Ariadne, DataLoader", "ariadne"),
    python_peer("Ariadne, this gateway's plan", "ariadne", PLAN="nested"),
    node_peer("Mercurius with JIT, dataloader", "mercurius"),
    node_peer("Mercurius with JIT, this gateway's plan", "mercurius", PLAN="nested"),
    node_peer("GraphQL Yoga, dataloader", "yoga"),
    tailcall("Tailcall, no de-duplication", dedupe=False),
)


@asynccontextmanager
async def started(program: Program, upstream: str) -> AsyncIterator[Started]:
    """Start a program on the core for what is measured, and end it. It may not answer yet."""
    port = str(free_ports({"PORT": (HOST, 0)})["PORT"])
    log = STATE / "logs" / f"{re.sub(r'[^a-z0-9]+', '-', program.name.lower())}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    # Of ours, the settings say where it listens; of all others, PORT.
    variables = {"PORT": port, "GATEWAY_PORT": port, **_trello(upstream), **program.variables}
    async with AsyncExitStack() as stack:
        with pinned(program.cores):
            command = running(program.command, variables, log=log)
            process = await stack.enter_async_context(command)
        yield Started(program, process, f"http://{HOST}:{port}/graphql", log)


def _trello(upstream: str) -> dict[str, str]:
    return {"TRELLO_URL": upstream, "TRELLO_API_KEY": SANDBOX_API_KEY, "TRELLO_TOKEN": SANDBOX_TOKEN}
