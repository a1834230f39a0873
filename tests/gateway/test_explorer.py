import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from graphql import build_schema, graphql
from playwright.async_api import ConsoleMessage, Page, async_playwright
from pytest_aiohttp.plugin import AiohttpClient

from app.gateway.explorer import ASSETS, mount_explorer

CHROMIUM = shutil.which("chromium")

needs_assets = pytest.mark.skipif(
    not (ASSETS / "manifest.json").is_file(), reason="GraphiQL is not built: `make explorer`"
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: `make browser`")

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
    app.router.add_post("/graphql", greet)
    mount_explorer(app, first_query, assets)
    return app


async def greet(request: web.Request) -> web.Response:
    schema = build_schema('type Query { greeting(name: String! = "world"): String! }')
    parameters = await request.json()

    def greeting(_info: object, name: str) -> str:
        return f"Hello, {name}"

    result = await graphql(schema, parameters["query"], root_value={"greeting": greeting})
    return web.json_response(result.formatted)


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


@dataclass
class Visit:
    """A page in a browser, and everything it asked for or complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
async def browse() -> AsyncIterator[Callable[[str], Awaitable[Visit]]]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )

        async def visit(url: str) -> Visit:
            visited = Visit(await browser.new_page())
            visited.watch()
            await visited.page.add_init_script(
                "document.addEventListener('securitypolicyviolation', event =>"
                " console.error('violates', event.violatedDirective, event.blockedURI))"
            )
            await visited.page.goto(url)
            return visited

        yield visit
        await browser.close()


@needs_assets
@needs_browser
async def test_a_query_can_be_asked_without_a_request_off_this_machine(
    browse: Callable[[str], Awaitable[Visit]],
    aiohttp_server: Callable[[web.Application], Awaitable[TestServer]],
) -> None:
    server = await aiohttp_server(application('{ greeting(name: "<\\"Ada\\" & \'co\'>") }'))

    visit = await browse(str(server.make_url("/graphiql")))
    page = visit.page
    await page.locator(".graphiql-query-editor .view-line", has_text="greeting").wait_for()
    await page.get_by_role("button", name="Execute query").click()
    await page.locator(".result-window .view-line", has_text="Hello,").wait_for()

    assert "<\\\"Ada\\\" & 'co'>" in (await page.locator(".result-window").inner_text()).replace("\xa0", " ")
    assert visit.complaints == []
    assert {url.split("/")[2] for url in visit.requests if not url.startswith("data:")} == {
        f"{server.host}:{server.port}"
    }


@needs_assets
@needs_browser
async def test_a_mistake_is_marked_by_the_workers_of_the_editor(
    browse: Callable[[str], Awaitable[Visit]],
    aiohttp_server: Callable[[web.Application], Awaitable[TestServer]],
) -> None:
    server = await aiohttp_server(application("{ gretting }"))

    visit = await browse(str(server.make_url("/graphiql")))
    await visit.page.locator(".graphiql-query-editor .squiggly-error").wait_for()

    assert visit.complaints == []
