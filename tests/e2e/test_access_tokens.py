"""Access tokens of certified providers, shown to everything as it runs in production."""

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from yarl import URL

from tests.e2e.company import Company, open_company
from tests.e2e.openid import Tenant, provider
from tests.node import needs_node

pytestmark = needs_node

API = "https://api.example"
VIEWER = "{ viewer { account tenant personas tokens { name } } }"


async def test_tenants_own_tokens_open_everything_that_ours_do(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        tenants = one, two = [
            await stack.enter_async_context(provider(tmp_path / f"{name}.json")) for name in ("one", "two")
        ]
        issuers = json.dumps([{"issuer": each.issuer, "audience": API} for each in tenants])
        company = await stack.enter_async_context(open_company(tmp_path, ACCESS_TOKEN_ISSUERS=issuers))
        tokens = [await each.access_token(company.client, API) for each in tenants]

        for tenant, token in zip(tenants, tokens, strict=True):
            viewer = {"account": "ada", "tenant": tenant.issuer, "personas": ["OTHER"], "tokens": []}
            for gateway in (0, 1):
                assert await company.ask(token, VIEWER, gateway) == (200, {"data": {"viewer": viewer}})
        await a_token_is_made_by(company, *tokens)
        await one_for_others_is_refused(
            company, await two.access_token(company.client, "https://other.example")
        )
        await a_key_is_replaced(company, one, stack)

        await company.nothing_is_planted(*tokens)


async def a_token_is_made_by(company: Company, token: str, another: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    wanted = {"name": "ci", "seconds": 60}
    async with company.client.post(f"{company.backend}/token", json=wanted, headers=headers) as response:
        made = (await response.json())["token"]

    for shown, names in ((made, ["ci"]), (token, ["ci"]), (another, [])):
        _, answer = await company.ask(shown, VIEWER)
        assert [each["name"] for each in answer["data"]["viewer"]["tokens"]] == names
    async with company.socket(0, {"Authorization": f"Bearer {token}"}) as socket:
        assert (await socket.receive_json())["type"] == "connection_ack"


async def one_for_others_is_refused(company: Company, token: str) -> None:
    reason = f"The access token is for another service: get one for {API}."
    assert refusal(await company.ask(token, VIEWER)) == (401, "UNAUTHENTICATED", reason)
    async with company.socket(0, {"Authorization": f"Bearer {token}"}) as socket:
        closed = await socket.receive()
    assert (closed.data, closed.extra) == (4403, reason)


async def a_key_is_replaced(company: Company, tenant: Tenant, stack: AsyncExitStack) -> None:
    """See that tokens are taken that are signed with a key that nobody was told of."""
    await tenant.go_down()
    again = await stack.enter_async_context(provider(tenant.accounts, port=URL(tenant.issuer).port or 0))
    assert again.issuer == tenant.issuer
    token = await again.access_token(company.client, API)
    # Each process looks for a key that it does not know, but once in ten seconds.
    while (status := (await company.ask(token, VIEWER))[0]) == 401:  # noqa: ASYNC110  # nobody tells
        await asyncio.sleep(0.2)
    assert status == 200


def refusal(answer: tuple[int, Any]) -> tuple[int, str, str]:
    status, body = answer
    (error,) = body["errors"]
    return status, error["extensions"]["code"], error["message"]
