from urllib.parse import quote

from playwright.async_api import Browser

from app.sandbox.seed import plain_world
from app.settings.trello import SANDBOX_API_KEY
from tests.sandbox.asking import asking


async def test_a_member_lets_a_program_act_for_them_in_a_browser(browser: Browser) -> None:
    async with asking(plain_world(boards=1)) as asks:
        here = str(asks.client.make_url("/_control/healthz"))
        page = await browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        query = f"key={SANDBOX_API_KEY}&name=Tide+tables&scope=read,write&return_url={quote(here, safe='')}"
        await page.goto(str(asks.client.make_url("/1/authorize")) + f"?{query}")

        await page.get_by_label("You are").select_option("grace")
        await page.get_by_role("button", name="Allow").click()
        await page.wait_for_url(f"{here}#token=*")

        token = page.url.partition("#token=")[2]
        params = {"key": SANDBOX_API_KEY, "token": token, "fields": "username"}
        response = await asks.client.get("/1/members/me", params=params)
        assert (await response.json())["username"] == "grace"
        assert complaints == []
