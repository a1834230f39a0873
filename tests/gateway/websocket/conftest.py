from collections.abc import AsyncIterator

import pytest

from tests.gateway.websocket.talking import Served, serving


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async with serving() as running:
        yield running
