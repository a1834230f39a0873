from pathlib import Path

import pytest
from aiohttp import web
from pytest_aiohttp.plugin import AiohttpClient

from app.gateway.explorer import ASSETS, mount_explorer

needs_assets = pytest.mark.skipif(
    not (ASSETS / "manifest.json").is_file(), reason="GraphiQL is not built: `make explorer`"
)
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
}


def application(first_query: str = "{ greeting }", assets: Path = ASSETS) -> web.Application:
    app = web.Application()
    mount_explorer(app, first_query, assets)
    return app


@needs_assets
async def test_the_page_allows_nothing_from_elsewhere(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(application())

    response = await client.get("/graphiql")

    assert response.status == 200
    assert response.content_type == "text/html"
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-cache"


@needs_assets
async def test_the_first_query_is_text_in_the_page_whatever_it_holds(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(application("""{ a(b: "<&'$style>") }"""))

    page = await (await client.get("/graphiql")).text()

    assert 'data-query="{ a(b: &quot;&lt;&amp;&#x27;$style&gt;&quot;) }"' in page


@needs_assets
async def test_assets_are_named_by_their_content_and_kept_for_long(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(application())
    page = await (await client.get("/graphiql")).text()
    path = page.partition('<script type="module" src="')[2].partition('"')[0]

    response = await client.get(path)

    assert response.status == 200
    assert response.content_type in {"text/javascript", "application/javascript"}
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@needs_assets
@pytest.mark.parametrize("name", ["nothing.js", "manifest.json", "..%2F__init__.py", "%2Fetc%2Fpasswd"])
async def test_only_assets_are_sent(aiohttp_client: AiohttpClient, name: str) -> None:
    client = await aiohttp_client(application())

    assert (await client.get(f"/graphiql/assets/{name}")).status == 404


async def test_a_page_that_is_not_built_says_how_to_build_it(
    aiohttp_client: AiohttpClient, tmp_path: Path
) -> None:
    client = await aiohttp_client(application(assets=tmp_path))

    response = await client.get("/graphiql")

    assert response.status == 503
    assert await response.text() == (
        "GraphiQL is not built: `make explorer` builds it, and needs Node.js 18 or later.\n"
    )


async def test_whoever_opens_the_root_is_led_to_the_explorer(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(application())

    response = await client.get("/", allow_redirects=False)

    assert (response.status, response.headers["Location"]) == (302, "/graphiql")
