import pytest

from app.gateway.http.media_types import JSON
from tests.gateway.served import Client, code_of, told

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ANSWER = (200, "application/json; charset=utf-8", {"data": {"needed": 3}})
QUERY = {"query": "{ needed }"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": "node", "Sec-Fetch-Mode": "cors"},
        {"User-Agent": BROWSER, "Sec-Fetch-Site": "same-origin"},
        {"User-Agent": BROWSER, "Sec-Fetch-Site": "none"},
    ],
    ids=["nobody", "curl", "node", "own page", "address bar"],
)
async def test_get_that_no_other_page_can_have_sent_is_answered(
    client: Client, headers: dict[str, str]
) -> None:
    assert await told(await client.get("/graphql", params=QUERY, headers=headers)) == ANSWER


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"User-Agent": BROWSER}],
    ids=["other site", "other host of the site", "browser that does not tell"],
)
async def test_get_that_another_page_may_have_sent_is_refused(
    client: Client, method: str, headers: dict[str, str]
) -> None:
    response = await client.request(method, "/graphql", params=QUERY, headers=headers)
    assert response.status == 403
    if method == "GET":
        assert await code_of(response) == "CROSS_SITE_REQUEST"


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "cross-site"}, {"User-Agent": BROWSER}])
@pytest.mark.parametrize(
    "header",
    [
        {"GraphQL-Require-Preflight": "1"},
        {"Apollo-Require-Preflight": "true"},
        {"X-Apollo-Operation-Name": "Boards"},
        {"X-Requested-With": "XMLHttpRequest"},
        {"Authorization": "Bearer t"},
        {"Content-Type": JSON},
    ],
)
async def test_header_that_no_page_can_set_unasked_lets_a_get_through(
    client: Client, sent: dict[str, str], header: dict[str, str]
) -> None:
    assert await told(await client.get("/graphql", params=QUERY, headers=sent | header)) == ANSWER


@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]
)
async def test_forms_of_other_sites_are_refused_by_their_content_type(
    client: Client, content_type: str
) -> None:
    response = await client.post(
        "/graphql", data=b'{"query": "{ needed }"}', headers={"Content-Type": content_type}
    )
    assert response.status == 415
