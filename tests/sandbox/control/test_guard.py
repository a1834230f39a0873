from typing import Any

import pytest

from app.sandbox.control import guard
from app.sandbox.seed import plain_world
from app.settings.sandbox import SandboxSettings
from tests.sandbox.asking import Asking, asking


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("POST", "/reset"),
        ("PUT", "/switches"),
        ("PUT", "/clock"),
        ("GET", "/exports"),
        ("GET", "/exports/x"),
        ("POST", "/exports"),
        ("GET", "/calls"),
        ("DELETE", "/calls"),
    ],
)
async def test_outside_development_nothing_can_be_controlled(method: str, path: str) -> None:
    async with asking(plain_world(boards=1), SandboxSettings(environment="production")) as asks:
        response = await asks.client.request(method, f"/_control{path}")

        assert response.status == 403
        assert (await response.json())["error"] == (
            "ENVIRONMENT is production. The control surface works in development only."
        )
        assert (await asks.client.get("/_control/healthz")).status == 200


@pytest.mark.parametrize(
    ("peer", "allowed"),
    [(("127.0.0.1", 1), True), (("::1", 1, 0, 0), True), (("192.0.2.1", 1), False), (None, False)],
)
async def test_only_callers_on_the_same_machine_are_answered(
    plain: Asking, monkeypatch: pytest.MonkeyPatch, peer: tuple[Any, ...] | None, *, allowed: bool
) -> None:
    monkeypatch.setattr(guard, "_peer", lambda _: peer)

    response = await plain.client.get("/_control")

    assert response.status == (200 if allowed else 403)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Host": "localhost:8090"}, True),
        ({"Host": "[::1]:8090"}, True),
        ({"Host": "rebound.example.com"}, False),
        ({"Host": "127.0.0.1:x"}, False),
        ({"Host": ""}, False),
        ({"Origin": "http://localhost:3000"}, True),
        ({"Origin": "https://example.com"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
    ],
)
async def test_pages_from_elsewhere_control_nothing(
    plain: Asking, headers: dict[str, str], *, allowed: bool
) -> None:
    response = await plain.client.post("/_control/reset", headers=headers)

    assert response.status == (200 if allowed else 403)
    if not allowed:
        assert (await response.json())["error"] == (
            "The control surface only answers under names of this machine, such as 127.0.0.1."
        )
