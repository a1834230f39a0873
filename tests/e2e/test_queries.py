import pytest

from tests.e2e.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_first_query_that_is_proposed_is_answered(house: House) -> None:
    answer = await house.ask(house.first_query["query"])

    assert "errors" not in answer
    member = answer["data"]["member"]
    assert member["fullName"].startswith("Ada ")
    assert len(member["boards"]) >= 10
    assert all(board["lists"] for board in member["boards"])


async def test_a_request_id_comes_back_and_is_in_the_log(house: House) -> None:
    async with house.client.post(
        house.urls["GraphQL"], json={"query": "{ member { fullName } }"}, headers={"X-Request-ID": "r-1.2_3"}
    ) as response:
        assert response.headers["X-Request-ID"] == "r-1.2_3"

    line = await house.process.line("request_id=r-1.2_3")
    assert "path=/graphql" in line
    assert "status=200" in line


async def test_everything_is_alive_and_ready(house: House) -> None:
    origin = house.urls["GraphQL"].removesuffix("/graphql")
    for path, expected in (("/healthz", {"status": "alive"}), ("/readyz", {"status": "ready"})):
        async with house.client.get(origin + path) as response:
            assert (response.status, await response.json()) == (200, expected)
