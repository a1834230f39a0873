import json
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page

from app.gateway.explorer import ASSETS
from tests.e2e.house import open_house

pytestmark = pytest.mark.skipif(
    not (ASSETS / "manifest.json").is_file(), reason="GraphiQL is not built: `make explorer`"
)

TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event =>
  console.error('violates', event.violatedDirective, event.blockedURI))
"""


@dataclass
class Visit:
    """A page in a browser, everything it asked for, and everything it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    async def to(cls, url: str, browser: Browser) -> "Visit":
        visit = cls(await browser.new_page())
        visit.page.context.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("console", visit._heard)
        await visit.page.add_init_script(TELL_VIOLATIONS)
        await visit.page.goto(url)
        return visit

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def hosts(self) -> set[str]:
        return {url.split("/")[2] for url in self.requests if not url.startswith("data:")}


async def test_the_first_query_is_in_the_editor_and_answered_without_a_request_off_this_machine(
    browser: Browser,
) -> None:
    async with open_house() as house:
        visit = await Visit.to(house.urls["GraphiQL"], browser)
        await visit.page.locator(".graphiql-query-editor .view-line", has_text="fullName").wait_for()
        await visit.page.get_by_role("button", name="Execute query").click()
        await visit.page.locator(".result-window .view-line", has_text="Ada").wait_for()

        assert visit.complaints == []
        assert visit.hosts() == {house.urls["GraphiQL"].split("/")[2]}


async def test_a_mistake_is_marked_by_the_workers_of_the_editor(browser: Browser) -> None:
    async with open_house(GATEWAY_EXPLORER_QUERY="{ membre { id } }") as house:
        visit = await Visit.to(house.urls["GraphiQL"], browser)
        await visit.page.locator(".graphiql-query-editor .squiggly-error").first.wait_for()

        assert visit.complaints == []
        assert visit.hosts() == {house.urls["GraphiQL"].split("/")[2]}


async def test_a_subscription_is_told_by_socket_until_it_is_stopped(browser: Browser) -> None:
    async with open_house(GATEWAY_EXPLORER_QUERY="subscription { serverTime }") as house:
        visit = await Visit.to(house.urls["GraphiQL"], browser)
        await visit.page.locator(".graphiql-query-editor .view-line", has_text="serverTime").wait_for()
        async with visit.page.expect_websocket() as opened:
            await visit.page.get_by_role("button", name="Execute query").click()
        socket = await opened.value
        times: list[str] = []
        while len(times) < 2:
            message = json.loads(str(await socket.wait_for_event("framereceived")))
            if message["type"] == "next":
                times.append(message["payload"]["data"]["serverTime"])
        await visit.page.locator(".result-window .view-line", has_text="serverTime").wait_for()
        await visit.page.get_by_role("button", name="Stop query").click()
        if not socket.is_closed():
            await socket.wait_for_event("close")

        assert times[0] < times[1]
        assert socket.url == house.urls["GraphQL"].replace("http", "ws", 1)
        assert visit.complaints == []
        assert visit.hosts() == {house.urls["GraphiQL"].split("/")[2]}
