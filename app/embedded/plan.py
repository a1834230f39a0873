"""What must be started: the gateway, and a stand-in for each server that no URL is set for."""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import aiohttp

from app.contracts.api_token import new_token
from app.embedded.child import Program
from app.embedded.errors import StartError
from app.embedded.ports import free_ports, is_listening
from app.settings.backend import BackendSettings
from app.settings.embedded import EMBEDDED_HOST, SupervisorSettings
from app.settings.gateway import GatewaySettings


@dataclass(slots=True)
class Plan:
    """Programs in the order in which they start, their common environment, and the URLs to show by name.

    `demo_token` opens the backend as somebody who is there to try things out.
    """

    environment: dict[str, str]
    programs: list[Program] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    demo_token: str | None = None


def existing(boards: Sequence[str]) -> list[Path]:
    """Return the paths of exported boards; each item is one path, or several with spaces between.

    Raises `StartError` for a path where no file is.
    """
    words = [[board] if Path(board).is_file() else board.split() for board in boards]
    paths = [Path(path) for each in words for path in each]
    for path in paths:
        if not path.is_file():
            raise StartError(f"BOARD: {path} is not a file; name one that was exported from Trello as JSON")
        if set(str(path)) & {",", os.pathsep}:
            raise StartError(f"BOARD: rename {path}; a comma or {os.pathsep} in it would end its path")
    return paths


def plan(
    settings: SupervisorSettings, boards: Sequence[Path], environment: Mapping[str, str], folder: Path
) -> Plan:
    """Return what to start. `boards` are exports that the offline Trello loads; `folder` is for files.

    Raises `StartError` if the settings contradict each other, or if ports are taken or equal.
    """
    trello = settings.gateway.trello
    has_trello = "url" in trello.model_fields_set
    if has_trello and boards:
        raise StartError("BOARD is loaded into the offline Trello: unset TRELLO_URL, or leave BOARD out")
    if not has_trello and (trello.api_key or trello.token):
        raise StartError(
            "TRELLO_API_KEY and TRELLO_TOKEN are for the real Trello: "
            "set TRELLO_URL=https://api.trello.com/1 too, or unset both"
        )
    # The logs of `make run` are read by people, unless they ask for something else.
    result = Plan({"LOG_FORMAT": "console", **environment})
    wanted: dict[str, tuple[str, int]] = {}
    if settings.gateway.redis.url is None:
        wanted["EMBEDDED_REDIS_PORT"] = EMBEDDED_HOST, settings.redis.port
    if not has_trello:
        wanted["SANDBOX_PORT"] = EMBEDDED_HOST, settings.sandbox.port
    wanted["BACKEND_PORT"] = settings.backend.host, settings.backend.port
    wanted["GATEWAY_PORT"] = settings.gateway.host, settings.gateway.port
    if settings.gateway.metrics.enabled:
        wanted["GATEWAY_METRICS_PORT"] = settings.gateway.metrics.host, settings.gateway.metrics.port
    ports = free_ports(wanted)
    if "EMBEDDED_REDIS_PORT" in ports:
        _add_redis(result, ports["EMBEDDED_REDIS_PORT"])
    if "SANDBOX_PORT" in ports:
        _add_trello(result, ports["SANDBOX_PORT"], boards)
    if settings.backend.database.url is None:
        _add_database(result, folder / "backend.sqlite3")
    _add_backend(result, ports["BACKEND_PORT"], settings.backend)
    _add_gateway(result, ports["GATEWAY_PORT"], ports.get("GATEWAY_METRICS_PORT"), settings.gateway)
    return result


def _add_redis(result: Plan, port: int) -> None:
    url = f"redis://{EMBEDDED_HOST}:{port}/0"

    async def is_ready() -> bool:
        return await is_listening(EMBEDDED_HOST, port)

    result.environment.update(EMBEDDED_REDIS_PORT=str(port), REDIS_URL=url)
    result.urls["Embedded Redis"] = url
    result.programs.append(Program("embedded Redis", "app.embedded.redis", is_ready))


def _add_trello(result: Plan, port: int, boards: Sequence[Path]) -> None:
    origin = f"http://{EMBEDDED_HOST}:{port}"
    result.environment.update(SANDBOX_HOST=EMBEDDED_HOST, SANDBOX_PORT=str(port), TRELLO_URL=f"{origin}/1")
    if boards:
        result.environment["SANDBOX_EXPORTS"] = os.pathsep.join(str(board) for board in boards)
    result.urls["Offline Trello"] = f"{origin}/1"
    result.programs.append(Program("offline Trello", "app.sandbox", _answers(f"{origin}/_control/healthz")))


def _add_database(result: Plan, file: Path) -> None:
    result.demo_token = new_token()
    result.environment.update(
        DATABASE_URL=f"sqlite:///{file}", BACKEND_MIGRATE="true", BACKEND_DEMO_TOKEN=result.demo_token
    )


def _add_backend(result: Plan, port: int, backend: BackendSettings) -> None:
    origin = f"http://{_reachable(backend.host)}:{port}"
    result.environment.update(BACKEND_PORT=str(port), BACKEND_URL=origin)
    result.urls["Backend"] = f"{origin}/api/docs"
    result.programs.append(Program("backend", "app.backend", _answers(f"{origin}/readyz")))


def _add_gateway(result: Plan, port: int, metrics_port: int | None, gateway: GatewaySettings) -> None:
    origin = f"http://{_reachable(gateway.host)}:{port}"
    result.environment["GATEWAY_PORT"] = str(port)
    if metrics_port is not None:
        result.environment["GATEWAY_METRICS_PORT"] = str(metrics_port)
        result.urls["Metrics"] = f"http://{_reachable(gateway.metrics.host)}:{metrics_port}/metrics"
    result.urls["GraphQL"] = f"{origin}/graphql"
    if gateway.explorer:
        result.urls["GraphiQL"] = f"{origin}/graphiql"
    result.programs.append(Program("gateway", "app.main", _answers(f"{origin}/readyz")))


def _reachable(host: str) -> str:
    """Return how a URL names the host that a server listens on."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104  # compared with, not listened on
        return EMBEDDED_HOST
    return f"[{host}]" if ":" in host else host


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    async def is_ready() -> bool:
        try:
            async with aiohttp.ClientSession() as session, session.get(url) as response:
                return response.status == HTTPStatus.OK
        except aiohttp.ClientError:
            return False

    return is_ready
