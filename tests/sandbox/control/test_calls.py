from tests.sandbox.asking import Asking


async def test_calls_are_shown_and_forgotten(plain: Asking) -> None:
    await plain.get("/batch", urls="/members/me")

    calls = await (await plain.client.get("/_control/calls")).json()
    assert calls["counts"] == {"GET /batch": 1, "batch GET /members/{member}": 1}
    assert calls["wire"][0]["route"] == "/batch"
    assert calls["inner"][0]["path"] == "/members/me"

    await plain.client.delete("/_control/calls")
    assert plain.calls.wire == []
