from pathlib import Path
from typing import Any

import pytest

from app.sandbox import control
from app.sandbox.exports import ExportError
from app.sandbox.seed import plain_world
from app.sandbox.store import World
from app.settings.sandbox import SandboxSettings
from tests.sandbox.asking import Asking, asking


async def change(asks: Asking, body: Any) -> tuple[int, Any]:
    response = await asks.client.put("/_control/switches", json=body)
    return response.status, await response.json()


async def test_health_is_told_when_it_serves(plain: Asking) -> None:
    response = await plain.client.get("/_control/healthz")

    assert (response.status, await response.json()) == (200, {"status": "ok"})


async def test_the_state_shows_switches_and_sizes(plain: Asking) -> None:
    state = await (await plain.client.get("/_control")).json()

    assert state["world"] == {
        "members": 2,
        "organizations": 1,
        "boards": 2,
        "cards": 30,
        "actions": 71,
        "webhooks": 0,
    }
    assert state["deliveries"] == {"waiting": 0}
    assert state["switches"] == {
        "latency_ms": 0,
        "jitter_ms": 0,
        "limits": "off",
        "retry_after": False,
        "count_batched": False,
        "webhook_retry_scale": 1.0,
        "webhook_signature": "utf-8",
        "failure": None,
    }


async def test_only_the_named_switches_change(plain: Asking) -> None:
    await change(plain, {"latency_ms": 1})
    status, switches = await change(
        plain, {"failure": {"kind": "disconnect", "every": 2, "route": "/boards"}}
    )

    assert status == 200
    assert switches["latency_ms"] == 1
    assert switches["failure"]["every"] == 2
    assert (await change(plain, {"failure": None}))[1]["failure"] is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"latency_ms": -1}, "latency_ms: Input should be greater than or equal to 0"),
        ({"limits": "some"}, "limits: Input should be 'off' or 'strict'"),
        ({"speed": 1}, "speed: Extra inputs are not permitted"),
        ([], "Send a JSON object with the switches to change."),
    ],
)
async def test_a_switch_that_cannot_be_set_is_named(plain: Asking, body: Any, reason: str) -> None:
    assert await change(plain, body) == (400, {"error": reason})


async def test_a_body_that_is_not_json_is_refused(plain: Asking) -> None:
    response = await plain.client.put("/_control/switches", data=b"{")

    assert response.status == 400
    assert (await response.json())["error"].startswith("The body is not JSON")


async def test_strict_limits_refuse_the_hundred_and_first(plain: Asking) -> None:
    await change(plain, {"limits": "strict", "retry_after": True})
    plain.sandbox.limits._clock = lambda: 1000.0

    answers = [await plain.response("/members/me/boards", {"fields": ""}) for _ in range(101)]

    assert [answer.status for answer in answers] == [200] * 100 + [429]
    assert await answers[-1].json() == {"message": "Rate limit exceeded", "error": "API_TOKEN_LIMIT_EXCEEDED"}
    assert answers[-1].headers["Retry-After"] == "10"
    assert answers[-1].headers["x-rate-limit-api-token-remaining"] == "0"


async def test_calls_are_shown_and_forgotten(plain: Asking) -> None:
    await plain.get("/batch", urls="/members/me")

    calls = await (await plain.client.get("/_control/calls")).json()
    assert calls["counts"] == {"GET /batch": 1, "batch GET /members/{member}": 1}
    assert calls["wire"][0]["route"] == "/batch"
    assert calls["inner"][0]["path"] == "/members/me"

    await plain.client.delete("/_control/calls")
    assert plain.calls.wire == []


async def test_a_reset_makes_everything_as_it_was() -> None:
    settings = SandboxSettings(latency_ms=0, limits="off")
    async with asking(plain_world(boards=1), settings) as asks:
        asks.sandbox.rebuild = lambda: plain_world(boards=1)
        await change(asks, {"limits": "strict"})
        board = next(iter(asks.world.boards))
        board.name = "Changed"

        state = await (await asks.client.post("/_control/reset")).json()

        assert state["switches"]["limits"] == "off"
        assert await asks.get(f"/boards/{board.id}/name") == {"_value": "Board 1"}
        assert len(asks.calls.wire) == 1


async def test_a_reset_that_cannot_be_is_told_and_changes_nothing(plain: Asking) -> None:
    def broken() -> World:
        raise ExportError(Path("export.json"), "is gone")

    before = plain.world
    plain.sandbox.rebuild = broken

    response = await plain.client.post("/_control/reset")

    assert (response.status, await response.json()) == (409, {"error": "export.json: is gone"})
    assert plain.world is before


async def test_switches_begin_as_the_environment_sets_them() -> None:
    settings = SandboxSettings(
        latency_ms=1, jitter_ms=2, limits="strict", retry_after=True, count_batched=True
    )
    async with asking(plain_world(boards=1), settings) as asks:
        assert asks.sandbox.switches.model_dump() == {
            "latency_ms": 1,
            "jitter_ms": 2,
            "limits": "strict",
            "retry_after": True,
            "count_batched": True,
            "webhook_retry_scale": 1.0,
            "webhook_signature": "utf-8",
            "failure": None,
        }


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PUT", "/switches"), ("POST", "/reset"), ("GET", "/calls"), ("DELETE", "/calls")],
)
async def test_outside_development_nothing_can_be_controlled(method: str, path: str) -> None:
    async with asking(plain_world(boards=1), SandboxSettings(environment="production")) as asks:
        response = await asks.client.request(method, f"/_control{path}")

        assert response.status == 403
        assert (await response.json())["error"] == (
            "ENVIRONMENT is production: the control surface works in development only."
        )
        assert (await asks.client.get("/_control/healthz")).status == 200


@pytest.mark.parametrize(
    ("peer", "allowed"),
    [(("127.0.0.1", 1), True), (("::1", 1, 0, 0), True), (("192.0.2.1", 1), False), (None, False)],
)
async def test_only_callers_on_the_same_machine_are_answered(
    plain: Asking, monkeypatch: pytest.MonkeyPatch, peer: tuple[Any, ...] | None, *, allowed: bool
) -> None:
    monkeypatch.setattr(control, "_peer", lambda _: peer)

    response = await plain.client.get("/_control")

    assert response.status == (200 if allowed else 403)
