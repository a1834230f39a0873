from typing import Any

import pytest

from tests.gateway.served import Client, code_of, told

APP = "https://app.test"


def shared(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("Access-Control-")}


async def test_page_of_a_configured_origin_is_let_ask(client: Client) -> None:
    headers = {
        "Origin": APP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    response = await client.options("/graphql", headers=headers)
    assert (response.status, await response.read()) == (204, b"")
    assert shared(response) == {
        "Access-Control-Allow-Origin": APP,
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": "*, Authorization",
        "Access-Control-Max-Age": "7200",
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_page_of_a_configured_origin_reads_the_answer(client: Client, method: str) -> None:
    headers = {"Origin": APP, "Sec-Fetch-Site": "cross-site"}
    response = await client.request(
        method, "/graphql", params={"query": "{ needed }"}, json={"query": "{ needed }"}, headers=headers
    )
    assert (await told(response))[2] == {"data": {"needed": 3}}
    assert shared(response) == {
        "Access-Control-Allow-Origin": APP,
        "Access-Control-Expose-Headers": "X-Request-ID, Retry-After",
    }


async def test_page_of_a_configured_origin_reads_errors_too(client: Client) -> None:
    response = await client.post("/graphql", data=b"{", headers={"Origin": APP})
    assert response.status == 415
    assert shared(response)["Access-Control-Allow-Origin"] == APP


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "https://app.test.evil.test"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT"])
async def test_other_pages_are_refused(client: Client, method: str, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    response = await client.request(
        method, "/graphql", params={"query": "{ needed }"}, json={"query": "{ needed }"}, headers=headers
    )
    assert response.status == 403
    assert shared(response) == {}
    assert await code_of(response) == "ORIGIN_NOT_ALLOWED"


async def test_page_of_the_own_host_needs_no_permission(client: Client) -> None:
    origin = str(client.make_url("").origin())
    response = await client.post("/graphql", json={"query": "{ needed }"}, headers={"Origin": origin})
    assert (await told(response))[2] == {"data": {"needed": 3}}
    assert shared(response) == {}
