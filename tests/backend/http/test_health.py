import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from pydantic import SecretStr
from pytest_django import Settings

from tests.backend.asking import Asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent() -> Iterator[str]:
    """Host and port of a server that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def free() -> str:
    """Host and port where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


def configure(settings: Settings, *, redis: str | None = None, broker: str | None = None) -> None:
    backend: Any = settings.BACKEND
    settings.BACKEND = backend.model_copy(
        update={
            "redis": backend.redis.model_copy(update={"url": redis and SecretStr(redis)}),
            "broker": backend.broker.model_copy(
                update={"url": broker and SecretStr(broker), "timeout_seconds": 0.3}
            ),
        }
    )


def test_it_is_alive_by_whatever_name_it_is_called() -> None:
    answer = Asking(None)("GET", "/healthz", Host="10.0.0.1:8000")

    assert (answer.status, answer.body) == (200, {"status": "alive"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_servers_that_are_needed_it_says_so(settings: Settings) -> None:
    configure(settings)

    answer = Asking(None)("GET", "/readyz")

    checks = {"database": "ok", "redis": "not configured", "broker": "not configured"}
    assert (answer.status, answer.body) == (200, {"status": "ready", "checks": checks})


@pytest.mark.parametrize("server", ["silent", "free"])
@pytest.mark.parametrize("scheme", ["amqp://guest:hunter2@", "redis://:hunter2@"])
def test_servers_that_are_away_are_named_and_take_nothing_out_of_service(
    settings: Settings,
    request: pytest.FixtureRequest,
    caplog: pytest.LogCaptureFixture,
    server: str,
    scheme: str,
) -> None:
    where = request.getfixturevalue(server)
    configure(settings, redis=f"redis://:hunter2@{where}/0", broker=f"{scheme}{where}/0")

    answer = Asking(None)("GET", "/readyz")

    checks = {"database": "ok", "redis": "away", "broker": "away"}
    assert (answer.status, answer.body) == (200, {"status": "ready", "checks": checks})
    assert "hunter2" not in caplog.text


def test_without_its_database_it_is_not_ready(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(settings)

    def refuse() -> None:
        raise OperationalError("planted")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = Asking(None)("GET", "/readyz")

    assert (answer.status, answer.body["status"], answer.body["checks"]["database"]) == (
        503,
        "not ready",
        "away",
    )
    assert Asking(None)("GET", "/healthz").status == 200


def test_a_probe_asks_and_sends_nothing() -> None:
    assert Asking(None)("POST", "/healthz").status == 404
