from typing import Any

import pytest

from app.sandbox.seed import plain_world
from app.settings.sandbox import SandboxSettings
from tests.sandbox.asking import Asking, asking


async def change(asks: Asking, body: Any) -> tuple[int, Any]:
    response = await asks.client.put("/_control/switches", json=body)
    return response.status, await response.json()


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


async def test_a_body_that_is_not_encoded_as_it_says_is_refused(plain: Asking) -> None:
    headers = {"Content-Encoding": "gzip"}

    response = await plain.client.put("/_control/switches", data=b"{}", headers=headers)

    assert response.status == 400
    assert await response.json() == {"error": "The body breaks off, or is not encoded as it says."}
