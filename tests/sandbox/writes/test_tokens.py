from typing import Any

import pytest

from app.sandbox.models import Board, Member, Webhook
from app.sandbox.seed.people import token_of
from app.settings.trello import SANDBOX_API_KEY
from tests.sandbox.asking import Asking


@pytest.mark.parametrize("slash", ["", "/"])
async def test_a_revoked_token_opens_nothing_any_more(plain: Asking, slash: str) -> None:
    assert await plain.delete(f"/tokens/{token_of('ada')}{slash}") == {"_value": None}

    assert await plain.refusal("/members/me") == (401, "invalid token")
    assert await plain.refused("DELETE", f"/tokens/{token_of('ada')}") == (401, "invalid token")
    await plain.get("/members/me", as_="grace")


async def test_a_token_is_revoked_by_itself_alone(plain: Asking, ada: Member) -> None:
    response = await plain.client.delete(f"/1/tokens/{token_of('ada')}", params={"key": SANDBOX_API_KEY})

    assert response.status == 200
    assert plain.world.tokens.by("member_id", ada.id) == []


async def test_a_revoked_token_is_listed_no_more(plain: Asking, ada: Member) -> None:
    (token,) = plain.world.tokens.by("member_id", ada.id)
    other: dict[str, Any] = {
        name: getattr(token, name) for name in ("member_id", "identifier", "date_created")
    }
    plain.world.tokens.add(type(token)("f" * 24, "f" * 64, **other))

    await plain.delete(f"/tokens/{'f' * 64}")

    assert [each["id"] for each in await plain.get("/members/me/tokens")] == [token.id]


async def test_the_webhooks_of_a_revoked_token_go_with_it(
    plain: Asking, board: Board, ada: Member, grace: Member
) -> None:
    for number, member in enumerate((ada, grace)):
        (token,) = plain.world.tokens.by("member_id", member.id)
        url = "http://127.0.0.1:9/"
        plain.world.webhooks.add(Webhook(str(number) * 24, token.id, SANDBOX_API_KEY, board.id, url))

    await plain.delete(f"/tokens/{token_of('ada')}")

    assert [each.id for each in plain.world.webhooks] == ["1" * 24]


async def test_nobody_revokes_the_token_of_another(plain: Asking) -> None:
    path = f"/tokens/{token_of('ada')}"

    assert await plain.refused("DELETE", path, as_="grace") == (401, "unauthorized token requested")
    unknown = f"/tokens/{'e' * 64}"
    assert await plain.refused("DELETE", unknown) == (404, "The requested resource was not found.")
