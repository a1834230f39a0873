"""Signing in at certified providers of OpenID Connect, in a browser."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from yarl import URL

from app.contracts.api_token import is_well_formed
from tests.e2e.openid import SigningIn, signing_in
from tests.node import needs_node

pytestmark = needs_node

ADA = {"name": "Ada", "email": "ada@example.com", "email_verified": True}
LONGEST = "x" * 255


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[SigningIn]:
    async with signing_in(tmp_path) as started:
        for tenant in (started.one, started.two):
            tenant.says(**{"ada": ADA, LONGEST: ADA})
        yield started


async def sign_in(page: Page, tenant: str, account: str = "ada") -> None:
    """Choose a provider, sign in there with any password, and let it tell who it is."""
    await page.get_by_role("link", name=tenant).click()
    await page.get_by_placeholder("Enter any login").fill(account)
    await page.get_by_placeholder("and password").fill("any")
    await page.get_by_role("button", name="Sign-in").click()
    await page.get_by_role("button", name="Continue").click()


def complaints_on(page: Page) -> list[ConsoleMessage]:
    """Return what a browser will complain of."""
    complaints = []

    def hear(message: ConsoleMessage) -> None:
        complaints.append(message)

    page.on("console", hear)
    return complaints


async def new_token(page: Page, here: SigningIn, tenant: str, name: str, account: str = "ada") -> str:
    await page.goto(f"{here.origin}/token")
    await sign_in(page, tenant, account)
    await page.get_by_label("Name").fill(name)
    await page.get_by_role("button", name="Make the token").click()
    return await page.locator("output").inner_text()


async def asked(here: SigningIn, token: str, path: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    async with ClientSession() as client, client.get(f"{here.origin}{path}", headers=headers) as response:
        assert response.status == 200
        return await response.json()


async def test_the_same_account_at_two_tenants_is_two_entities(here: SigningIn, browser: Browser) -> None:
    made = {}
    for tenant, name in ((here.one, "one"), (here.two, "two")):
        context = await browser.new_context()
        page = await context.new_page()
        complaints = complaints_on(page)
        token = await new_token(page, here, f"Tenant {name}", f"token at {name}", LONGEST)
        assert is_well_formed(token)
        made[name] = (tenant.issuer, token)
        await page.goto(f"{here.origin}/login")
        assert token not in await page.content()
        # The provider's own pages want a font of somebody else's.
        assert [each.text for each in complaints if each.location["url"].startswith(here.origin)] == []
        await context.close()

    for name, (issuer, token) in made.items():
        me = await asked(here, token, "/me")
        assert (me["tenant"], me["account"]) == (issuer, LONGEST)
        assert [each["name"] for each in await asked(here, token, "/token")] == [f"token at {name}"]


async def test_what_a_tenant_says_later_holds_from_then_on(
    here: SigningIn, browser: Browser, tmp_path: Path
) -> None:
    here.one.says(ada={**ADA, "groups": ["ops", "team"]})
    token = await new_token(await browser.new_page(), here, "Tenant one", "laptop")
    me = await asked(here, token, "/me")
    assert (me["groups"], me["is_admin"]) == (["ops", "team"], True)
    assert kept_claims(tmp_path) == {"name": "Ada", "email": "ada@example.com", "email_verified": True}

    here.one.says(ada={**ADA, "groups": ["team"], "email_verified": False})
    page = await browser.new_page()
    await page.goto(f"{here.origin}/login?next=//evil.example/")
    await sign_in(page, "Tenant one")

    # A foreign address is not gone to.
    await page.get_by_role("heading", name="You are signed in").wait_for()
    assert page.url == f"{here.origin}/login"
    me = await asked(here, token, "/me")
    assert (me["groups"], me["is_admin"]) == (["team"], False)
    assert kept_claims(tmp_path) == {"name": "Ada", "email_verified": False}


def kept_claims(folder: Path) -> Any:
    with closing(sqlite3.connect(folder / "backend.sqlite3")) as database:
        return json.loads(database.execute("SELECT claims FROM accounts_entity").fetchone()[0])


async def test_an_answer_is_good_once_and_for_whoever_has_asked(here: SigningIn, browser: Browser) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    answers: list[URL] = []

    def watch(request: Request) -> None:
        if request.url.startswith(f"{here.origin}/callback/"):
            answers.append(URL(request.url))

    page.on("request", watch)
    await page.goto(f"{here.origin}/login")
    await sign_in(page, "Tenant one")
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("heading", name="Sign in").wait_for()
    used = answers[0]

    # Again; with a state that nobody made; at the other tenant; and the code again, in a new sign-in.
    for answer in (used, used.update_query(state="x"), used.with_path("/callback/two", keep_query=True)):
        assert await told(page, answer) == (401, f"Tenant {answer.name}: {NOT_BEGUN}")
    again = used.update_query(state=await state_of_a_new_sign_in(context, here))
    assert await told(page, again) == (401, "Tenant one: It did not confirm who you are.")
    denied = used.with_query(error="access_denied", state=await state_of_a_new_sign_in(context, here))
    assert await told(page, denied) == (401, "Tenant one: You have not let it tell us who you are.")

    await here.two.go_down()
    away = await told(page, URL(f"{here.origin}/login/two"))
    assert away == (502, "Tenant two: It cannot be reached at the moment.")
    assert (await context.request.get(f"{here.origin}/me")).status == 401


async def state_of_a_new_sign_in(context: BrowserContext, here: SigningIn) -> str:
    started = await context.request.get(f"{here.origin}/login/one", max_redirects=0)
    asks = URL(started.headers["location"]).query
    assert (asks["response_type"], asks["code_challenge_method"]) == ("code", "S256")
    return asks["state"]


NOT_BEGUN = "This sign-in was not begun here, has been used, or has taken too long."


async def told(page: Page, url: URL) -> tuple[int, str]:
    """Return the status of a page that tells of a failure, and what it tells."""
    response = await page.goto(str(url))
    assert response
    assert "Traceback" not in await page.content()
    return response.status, await page.get_by_role("alert").inner_text()
