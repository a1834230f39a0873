"""Who asks, with everything as it runs in production: two processes of the gateway and one backend."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.company import Company, open_company

NAME = "{ member { fullName } }"
ADA = {"data": {"member": {"fullName": "Ada Lovelace"}}}


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    # Longer than a test may take: what ends earlier was ended by an event.
    async with open_company(tmp_path, GATEWAY_VERDICT_SECONDS="300") as started:
        yield started


async def test_a_token_opens_every_process_until_it_is_revoked(company: Company) -> None:
    token, another = await asyncio.gather(company.token("ada"), company.token("ada"))
    for gateway in (0, 1):
        assert (await company.ask(None, NAME, gateway))[0] == 401
        assert await company.ask(token, NAME, gateway) == (200, ADA)
        assert await company.ask(another, NAME, gateway) == (200, ADA)

    await company.revoke(token)

    for gateway in (0, 1):
        await company.until_refused(token, gateway)
    for gateway in (0, 1):
        assert await company.ask(another, NAME, gateway) == (200, ADA)


async def test_a_viewer_has_so_many_operations_whatever_tokens_show_them(tmp_path: Path) -> None:
    async with open_company(tmp_path, GATEWAY_RATE_LIMIT_PER_VIEWER="2") as company:
        ada, more_of_ada, grace = [await company.token(account) for account in ("ada", "ada", "grace")]

        statuses = [
            (await company.ask(token, NAME))[0] for token in (ada, more_of_ada, ada, more_of_ada, grace)
        ]

    assert statuses == [200, 200, 429, 429, 200]
