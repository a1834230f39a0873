import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.e2e.house import House, open_house
from tests.e2e.servers import Server, by_itself, under_gunicorn


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house() -> AsyncIterator[House]:
    """Everything that `make run` starts, on free ports, for all tests of a module."""
    async with open_house() as started:
        yield started


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium that asks for nothing by itself."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium here: `make browser`")
    async with async_playwright() as playwright:
        flags = (
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
            " --disable-background-networking --disable-component-update --disable-sync"
        )
        launched = await playwright.chromium.launch(executable_path=chromium, args=flags.split())
        yield launched
        await launched.close()


@pytest.fixture(params=[by_itself, under_gunicorn], ids=["by itself", "under gunicorn"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each way of running the gateway."""
    chosen: Server = request.param
    return chosen
