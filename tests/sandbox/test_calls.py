import pytest

from app.sandbox.calls import Call, CallLog, without_secrets
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking


def test_credentials_are_left_out() -> None:
    assert without_secrets("fields=id,name&key=K&token=T&oauth_token=T") == "fields=id%2Cname"


def test_the_query_can_be_read_decoded() -> None:
    assert Call("GET", "/1/members/me", "fields=id%2Cname&a=").params == {"fields": "id,name", "a": ""}


def test_only_the_newest_are_kept_but_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sandbox.calls._KEPT", 3)
    log = CallLog()

    for number in range(5):
        log.record(Call("GET", f"/{number}", route="/x"), inside_batch=False)

    assert [call.path for call in log.wire] == ["/2", "/3", "/4"]
    assert log.counts == {"GET /x": 5}


async def test_each_request_is_written_down_with_its_route(plain: Asking) -> None:
    await plain.get("/members/me/", fields="id")

    assert plain.calls.wire == [Call("GET", "/1/members/me/", "fields=id", "/members/{member}")]
    assert plain.calls.inner == []
    assert plain.calls.counts == {"GET /members/{member}": 1}


async def test_urls_inside_a_batch_are_written_down_apart(plain: Asking) -> None:
    await plain.get("/batch", urls="/members/me?fields=id,/nowhere")

    assert [call.path for call in plain.calls.wire] == ["/1/batch"]
    assert plain.calls.inner == [
        Call("GET", "/members/me", "fields=id", "/members/{member}"),
        Call("GET", "/nowhere"),
    ]
    assert plain.calls.counts == {
        "GET /batch": 1,
        "batch GET /members/{member}": 1,
        "batch GET unknown route": 1,
    }


async def test_refused_requests_are_written_down_too(plain: Asking) -> None:
    await plain.client.get("/1/members/me", params={"key": "wrong"})

    assert [call.route for call in plain.calls.wire] == ["/members/{member}"]


async def test_no_secret_is_written_down(plain: Asking) -> None:
    await plain.client.get("/1/members/me", params={"key": SANDBOX_API_KEY, "token": SANDBOX_TOKEN})

    assert plain.calls.wire == [Call("GET", "/1/members/me", "", "/members/{member}")]


async def test_clearing_forgets_everything(plain: Asking) -> None:
    await plain.get("/batch", urls="/members/me")

    plain.calls.clear()

    assert (plain.calls.wire, plain.calls.inner, plain.calls.counts) == ([], [], {})
