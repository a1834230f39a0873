"""The program of docs/authentication.md, which somebody starts, signs in for, and lets act for them."""

import asyncio
import re
import sys
from pathlib import Path

from playwright.async_api import Browser

from tests.e2e.openid import signing_in
from tests.e2e.test_sign_in import ADA, sign_in
from tests.node import needs_node
from tests.processes import ROOT, environment

pytestmark = needs_node

PAGE = (ROOT / "docs" / "authentication.md").read_text()


async def test_the_program_of_the_documentation_acts_for_whoever_lets_it(
    tmp_path: Path, browser: Browser
) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    async with signing_in(tmp_path) as here:
        here.one.says(ada=ADA)
        started = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program.replace("http://127.0.0.1:8000", here.origin)),
            env=environment(),
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            assert started.stdout
            told, url = (await started.stdout.readline()).decode().split()
            assert told == "Open"
            page = await browser.new_page()
            await page.goto(url)
            await sign_in(page, "Tenant one")
            await page.get_by_role("button", name="Let it", exact=True).click()
            await page.get_by_text("You can close this window now.").wait_for()

            assert (await started.stdout.read()).decode() == "You are ada, for 900 seconds.\n"
            assert await started.wait() == 0
        finally:
            if started.returncode is None:
                started.kill()
                await started.wait()
