from io import BytesIO

import pytest

from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, oauth

NOBODY = "0" * 24


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/boards/zz", 400, "invalid id"),
        ("/boards/x%2Fy", 400, "invalid id"),
        ("/cards/0", 400, "invalid id"),
        ("/lists/abcdefgh", 400, "invalid id"),
        (f"/boards/{NOBODY}", 404, "The requested resource was not found."),
        ("/boards/abcdefgh", 404, "The requested resource was not found."),
        (f"/cards/{NOBODY}", 404, "The requested resource was not found."),
        (f"/checklists/{NOBODY}", 404, "The requested resource was not found."),
        (f"/labels/{NOBODY}", 404, "The requested resource was not found."),
        (f"/actions/{NOBODY}", 404, "The requested resource was not found."),
        (f"/customFields/{NOBODY}", 404, "The requested resource was not found."),
        ("/members/nobody", 404, "The requested resource was not found."),
        ("/organizations/nobody", 404, "The requested resource was not found."),
        ("/tokens/nobody", 404, "The requested resource was not found."),
        (f"/lists/{NOBODY}", 404, "model not found"),
    ],
)
async def test_what_is_not_there_is_refused_in_trellos_words(
    plain: Asking, path: str, status: int, text: str
) -> None:
    response = await plain.client.get(f"/1{path}", headers=oauth("ada"))

    assert (response.status, await response.text()) == (status, text)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/1/", "/1/nowhere", "/1/boards", "/1/webhooks", "/1/boards/x/y/z"])
async def test_an_unknown_address_is_repeated_with_its_query(plain: Asking, path: str) -> None:
    query = f"key={SANDBOX_API_KEY}&token={SANDBOX_TOKEN}&a=b%20c"

    response = await plain.client.get(f"{path}?{query}")

    assert (response.status, await response.text()) == (404, f"Cannot GET {path}?{query}")


async def test_addresses_outside_the_api_are_refused_alike(plain: Asking) -> None:
    response = await plain.client.get("/2/boards?a=b")

    assert (response.status, await response.text()) == (404, "Cannot GET /2/boards?a=b")


async def test_an_unknown_field_of_an_object_is_an_unknown_address(plain: Asking) -> None:
    assert await plain.refusal("/members/me/shoeSize") == (404, "Cannot GET /1/members/me/shoeSize")


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH"])
async def test_an_unknown_write_is_repeated_too(plain: Asking, method: str) -> None:
    response = await plain.client.request(method, "/1/search?a=b", headers=oauth("ada"))

    assert (response.status, await response.text()) == (404, f"Cannot {method} /1/search?a=b")


async def test_a_body_that_is_too_large_is_refused(plain: Asking) -> None:
    headers = oauth("ada") | {"Content-Type": "application/json"}

    response = await plain.client.post("/1/cards", data=BytesIO(b" " * 12_000_000), headers=headers)

    assert (response.status, await response.text()) == (413, "Request Entity Too Large")


async def test_a_slash_at_the_end_changes_nothing(plain: Asking) -> None:
    assert await plain.get("/members/me/boards/", fields="name") == await plain.get(
        "/members/me/boards", fields="name"
    )


async def test_every_answer_has_the_headers_that_trello_sends(plain: Asking) -> None:
    for path in ("/members/me", "/boards/zz"):
        response = await plain.response(path)

        assert response.headers["x-rate-limit-api-token-max"] == "100"
        assert response.headers["x-rate-limit-api-key-max"] == "300"
        assert response.headers["access-control-allow-origin"] == "*"
        assert "x-rate-limit-api-token-remaining" in response.headers["access-control-expose-headers"]
        assert response.headers["x-server-time"].isdecimal()


async def test_each_request_costs_its_token_one(plain: Asking) -> None:
    left = [
        (await plain.response("/members/me/boards")).headers["x-rate-limit-api-token-remaining"]
        for _ in range(3)
    ]

    assert left == ["99", "98", "97"]


@pytest.mark.parametrize("body", ["{", "[1]", "1", '{"query": "\\ud800"}', "[" * 100_000])
async def test_a_body_that_cannot_be_read_is_refused(plain: Asking, body: str) -> None:
    headers = {**oauth("ada"), "Content-Type": "application/json"}

    response = await plain.client.get("/1/members/me", data=body, headers=headers)

    assert response.status == 400
    assert (await response.text()).startswith("Error parsing body")


async def test_an_address_that_is_too_long_is_refused(plain: Asking) -> None:
    assert (await plain.response("/members/me", {"fields": "x" * 16_000})).status == 200
    assert await plain.refusal("/members/me", fields="x" * 16_384) == (414, "Request-URI Too Large")
    assert await plain.refusal("/members/me", fields="x" * 100_000) == (414, "Request-URI Too Large")


async def test_a_head_request_is_answered_without_a_body(plain: Asking) -> None:
    response = await plain.client.head("/1/members/me", headers=oauth("ada"))

    assert (response.status, await response.read()) == (200, b"")
