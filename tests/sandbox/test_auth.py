from datetime import UTC, datetime
from http import HTTPStatus

import pytest

from app.sandbox.models import Card
from app.settings.trello import SANDBOX_API_KEY, SANDBOX_TOKEN
from tests.sandbox.asking import Asking, oauth

KEY, TOKEN = SANDBOX_API_KEY, SANDBOX_TOKEN
SIGNED = (
    f'OAuth realm="", oauth_nonce="1", oauth_timestamp="2", oauth_version="1.0", '
    f'oauth_signature_method="HMAC-SHA1", oauth_consumer_key="{KEY}", oauth_token="{TOKEN}", '
    f'oauth_signature="abc%3D"'
)


@pytest.mark.parametrize(
    "carried",
    [
        {"params": {"key": KEY, "token": TOKEN}},
        {"headers": oauth("ada")},
        {"headers": {"Authorization": SIGNED}},
        {"data": {"key": KEY, "token": TOKEN}},
        {"json": {"key": KEY, "token": TOKEN}},
    ],
    ids=["query", "header", "signed header", "form", "json"],
)
async def test_credentials_are_taken_from_wherever_clients_put_them(
    plain: Asking, carried: dict[str, dict[str, str]]
) -> None:
    response = await plain.client.get("/1/members/me", **carried)  # type: ignore[arg-type]  # each is an argument of it

    assert response.status == HTTPStatus.OK
    assert (await response.json())["username"] == "ada"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "unauthorized permission requested"),
        ({"key": KEY}, "unauthorized permission requested"),
        ({"token": TOKEN}, "invalid key"),
        ({"key": "a" * 32, "token": TOKEN}, "invalid key"),
        ({"key": "a"}, "invalid key"),
        ({"key": KEY, "token": "f" * 64}, "invalid token"),
    ],
)
async def test_bad_credentials_are_refused_in_trellos_words(
    plain: Asking, params: dict[str, str], text: str
) -> None:
    response = await plain.client.get("/1/members/me", params=params)

    assert (response.status, await response.text()) == (401, text)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_write_without_credentials_lacks_scopes(plain: Asking, method: str) -> None:
    response = await plain.client.request(method, "/1/boards")

    assert (response.status, await response.text()) == (401, "missing scopes")


async def test_a_key_alone_opens_what_is_public(trello: Asking) -> None:
    public = next(each for each in trello.world.boards if each.permission_level == "public")

    response = await trello.client.get(f"/1/boards/{public.id}", params={"key": KEY, "fields": "name"})

    assert await response.json() == {"id": public.id, "name": "Harbour days 2026"}


async def test_a_token_speaks_for_its_member(plain: Asking) -> None:
    assert (await plain.get("/members/me", as_="grace", fields="username"))["username"] == "grace"


async def test_a_token_works_until_it_expires(plain: Asking) -> None:
    token = plain.world.tokens.one("value", TOKEN)
    assert token is not None
    token.date_expires = "2026-11-21T12:00:00.000Z"

    plain.sandbox.clock.stop(datetime(2026, 11, 21, 11, 59, 59, tzinfo=UTC))
    await plain.get("/members/me")
    plain.sandbox.clock.stop(datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC))

    assert await plain.refusal("/members/me") == (401, "expired token")


@pytest.mark.parametrize("header", ["OAuth", "OAuth nonsense", 'OAuth oauth_token=""', "Basic eA=="])
async def test_a_header_without_credentials_is_none(plain: Asking, header: str) -> None:
    response = await plain.client.get("/1/members/me", headers={"Authorization": header})

    assert (response.status, await response.text()) == (401, "unauthorized permission requested")


async def test_a_write_needs_a_token(plain: Asking, card: Card) -> None:
    response = await plain.client.put(f"/1/cards/{card.id}", params={"key": KEY, "name": "x"})

    assert (response.status, await response.text()) == (401, "missing scopes")
    assert card.name == "Card 1"


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"), [(("read",), 200, 401), (("write", "account"), 401, 200)]
)
async def test_a_token_opens_what_its_scopes_say(
    plain: Asking, card: Card, scopes: tuple[str, ...], reads: int, writes: int
) -> None:
    token = plain.world.tokens.one("value", TOKEN)
    assert token is not None
    token.scopes = scopes
    path, carried = f"/1/cards/{card.id}", {"key": KEY, "token": TOKEN}

    assert (await plain.client.get(path, params=carried)).status == reads
    assert (await plain.client.put(path, params=carried | {"name": "x"})).status == writes


async def test_an_address_is_shown_to_its_owner_with_the_scope_account_only(plain: Asking) -> None:
    token = plain.world.tokens.one("value", TOKEN)
    assert token is not None

    assert (await plain.get("/members/me"))["email"] == "ada@example.com"
    token.scopes = ("read",)
    assert (await plain.get("/members/me"))["email"] is None
