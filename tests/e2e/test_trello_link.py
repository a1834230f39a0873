"""Linking Trello in a browser, over a provider of OpenID Connect and Trello's own page, to a query."""

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Response

from app.settings.trello import SANDBOX_API_KEY
from tests.e2e.company import Company, open_company
from tests.e2e.openid import free_port, provider
from tests.e2e.test_sign_in import complaints_on, sign_in
from tests.node import needs_node

pytestmark = needs_node

WHO = "{ member { username boards { name } } }"


async def test_a_member_links_trello_and_unlinks_it(browser: Browser, tmp_path: Path) -> None:
    origin = f"http://127.0.0.1:{(port := free_port())}"
    async with (
        provider(tmp_path / "one.json", f"{origin}/callback/one") as tenant,
        open_company(
            tmp_path,
            BACKEND_PORT=str(port),
            BACKEND_OPENID_PROVIDERS=json.dumps([tenant.configured("one")]),
            TRELLO_TOKEN_SHARED="false",
        ) as company,
    ):
        tenant.says(ada={"name": "Ada"})
        page = await browser.new_page()
        complaints = complaints_on(page)
        handed_out = tokens_handed_out(page)
        token = await company.token("ada", tenant=tenant.issuer)
        await asked_until(company, token, code="FORBIDDEN")

        # Whoever is not signed in is sent there first, and then to the page.
        await page.goto(f"{origin}/me/trello")
        await sign_in(page, "Tenant one")
        await page.get_by_role("link", name="Link Trello").click()
        await answer_as_grace(page, "Allow")
        await page.get_by_role("heading", name="Trello is linked").wait_for()

        assert "is grace at Trello" in await page.locator("main").inner_text()
        assert page.url == f"{origin}/me/trello/link"
        (trello_token,) = handed_out
        member = await asked_until(company, token, username="grace")
        assert member["boards"]
        assert await knows(company, trello_token)

        await page.get_by_role("button", name="Unlink Trello").click()
        await page.get_by_role("heading", name="Link Trello").wait_for()
        await asked_until(company, token, code="FORBIDDEN")
        assert not await knows(company, trello_token)

        await page.get_by_role("link", name="Link Trello").click()
        await answer_as_grace(page, "Deny")
        await page.get_by_text("You have not let this service act for you: nothing was changed.").wait_for()
        assert page.url == f"{origin}/me/trello/link"
        assert len(handed_out) == 1

        assert [each.text for each in complaints if each.location["url"].startswith(origin)] == []
        await company.nothing_is_planted(trello_token, token)
    assert trello_token not in everything_in(tmp_path / "backend.sqlite3")


def tokens_handed_out(page: Page) -> list[str]:
    """Return the tokens that Trello will send a browser back with."""
    tokens = []

    def watch(response: Response) -> None:
        _, _, token = response.headers.get("location", "").partition("#token=")
        if token:
            tokens.append(token)

    page.on("response", watch)
    return tokens


async def answer_as_grace(page: Page, answer: str) -> None:
    await page.get_by_label("You are").select_option("grace")
    await page.get_by_role("button", name=answer).click()


async def asked_until(company: Company, token: str, *, username: str = "", code: str = "") -> Any:
    """Ask who asks until it is somebody, or until that is refused with a code."""
    while True:
        _, answer = await company.ask(token, WHO)
        member = (answer["data"] or {}).get("member")
        if member and member["username"] == username:
            return member
        if code in [each["extensions"]["code"] for each in answer.get("errors", [])]:
            return None
        await asyncio.sleep(0.01)


async def knows(company: Company, token: str) -> bool:
    """Return whether Trello takes a token."""
    headers = {"Authorization": f'OAuth oauth_consumer_key="{SANDBOX_API_KEY}", oauth_token="{token}"'}
    url = f"{company.variables['TRELLO_URL']}/members/me"
    async with company.client.get(url, headers=headers) as response:
        return response.status == 200


def everything_in(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())
