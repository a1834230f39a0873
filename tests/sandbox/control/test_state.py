from pathlib import Path

from app.sandbox.exports import ExportError
from app.sandbox.seed import plain_world
from app.sandbox.store import World
from app.settings.sandbox import SandboxSettings
from tests.sandbox.asking import Asking, asking


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


async def test_a_reset_makes_everything_as_it_was() -> None:
    settings = SandboxSettings(latency_ms=0, limits="off")
    async with asking(plain_world(boards=1), settings) as asks:
        asks.sandbox.rebuild = lambda: plain_world(boards=1)
        await asks.client.put("/_control/switches", json={"limits": "strict"})
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
