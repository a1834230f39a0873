"""Access tokens in the gateway, and the issuer that it fetches keys of."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.access_tokens import key_ring
from app.gateway.errors import InvalidToken
from app.gateway.viewer import access_tokens as module
from app.gateway.viewer.access_tokens import AccessTokens, open_access_tokens
from app.gateway.viewer.verdicts import IntrospectionFailed
from app.settings.access_tokens import AccessTokenIssuer
from tests.access_tokens.issuing import AUDIENCE, access_token, rsa_jwk, rsa_key
from tests.gateway.viewer.issuer import Issuer, serving
from tests.waiting import until


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with serving() as started:
        yield started


@pytest.fixture
async def tokens(issuer: Issuer) -> AsyncIterator[AccessTokens]:
    async with open_access_tokens([issuer.configured]) as opened:
        yield opened


async def reason(tokens: AccessTokens, token: SecretStr) -> str:
    """Return why a token is refused."""
    with pytest.raises(InvalidToken) as caught:
        await tokens.check(token)
    return caught.value.message


def time_passes(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = monotonic()
    monkeypatch.setattr(key_ring, "monotonic", lambda: now + seconds)


async def test_keys_are_where_the_metadata_says_and_fetched_once_for_all(
    issuer: Issuer, tokens: AccessTokens
) -> None:
    issuer.gate.clear()
    checks = [asyncio.create_task(tokens.check(issuer.token(sub=str(each)))) for each in range(20)]
    await until(lambda: bool(issuer.asked))
    issuer.gate.set()
    await asyncio.gather(*checks)
    await tokens.check(issuer.token())

    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]


async def test_keys_may_be_elsewhere(issuer: Issuer) -> None:
    configured = AccessTokenIssuer(
        issuer="https://id.example", audience=AUDIENCE, jwks_uri=f"{issuer.url}/jwks"
    )
    async with open_access_tokens([configured]) as tokens:
        await tokens.check(SecretStr(access_token()))

    assert issuer.asked == ["/jwks"]


async def test_nobody_is_asked_for_what_is_plainly_no_token_for_us(
    issuer: Issuer, tokens: AccessTokens
) -> None:
    assert await reason(tokens, issuer.token(iss="https://evil.example")) == (
        "The access token is of an issuer that is not known here."
    )
    hmac = SecretStr(access_token("x" * 64, "HS256", iss=issuer.url))
    assert await reason(tokens, hmac) == "The access token is not signed in a way that is taken here."
    assert issuer.asked == []


async def test_a_new_key_is_found_and_an_old_one_soon_forgotten(
    issuer: Issuer, tokens: AccessTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = issuer.token(), SecretStr(access_token(rsa_key(2), header={"kid": "rsa-2"}, iss=issuer.url))
    await tokens.check(old)
    issuer.keys = [rsa_jwk(2)]
    time_passes(monkeypatch, key_ring.PAUSE_SECONDS)

    await tokens.check(new)

    assert await reason(tokens, old) == "The access token is signed with a key that its issuer does not have."


async def test_tokens_of_random_keys_have_the_issuer_asked_but_once(
    issuer: Issuer, tokens: AccessTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tokens.check(issuer.token())
    time_passes(monkeypatch, key_ring.PAUSE_SECONDS)
    issuer.asked.clear()

    for number in range(50):
        token = SecretStr(access_token(header={"kid": f"random-{number}"}, iss=issuer.url))
        assert "a key that its issuer does not have" in await reason(tokens, token)

    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]


async def test_an_issuer_that_is_away_later_is_not_missed(
    issuer: Issuer, tokens: AccessTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tokens.check(issuer.token())
    time_passes(monkeypatch, key_ring.FRESH_SECONDS)
    issuer.answer = web.Response(status=503)

    with capture_logs() as logs:
        await tokens.check(issuer.token())
        with pytest.raises(IntrospectionFailed):
            await tokens.check(SecretStr(access_token(header={"kid": "new"}, iss=issuer.url)))

    assert logs == [
        {
            "event": "keys of an issuer not fetched",
            "issuer": issuer.url,
            "reason": "the answer has status 503",
            "log_level": "warning",
        }
    ]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda: web.Response(status=302, headers={"Location": "/elsewhere"}), "the answer has status 302"),
        (lambda: web.Response(body=b" " * (module.MAX_BYTES + 1)), "the answer is too large"),
        (lambda: web.Response(body=b"<html>"), "the answer is no JSON object"),
        (lambda: web.json_response({"issuer": "https://evil.example"}), "the metadata is of another issuer"),
    ],
    ids=range(4),
)
async def test_an_issuer_that_does_not_answer_as_one_vouches_for_nothing(
    issuer: Issuer, tokens: AccessTokens, answer: Any, told: str
) -> None:
    issuer.answer = answer()

    with capture_logs() as logs:
        for _ in range(2):
            with pytest.raises(IntrospectionFailed):
                await tokens.check(issuer.token())

    assert [each["reason"] for each in logs] == [told]
    assert issuer.asked == ["/.well-known/openid-configuration"]


async def test_an_issuer_that_is_too_slow_or_not_there_vouches_for_nothing(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FETCH_SECONDS", 0.05)
    issuer.gate.clear()
    nowhere = "http://127.0.0.1:9"
    configured = [issuer.configured, AccessTokenIssuer(issuer=nowhere, audience=AUDIENCE)]

    with capture_logs() as logs:
        async with open_access_tokens(configured) as tokens:
            for token in (issuer.token(), issuer.token(iss=nowhere)):
                with pytest.raises(IntrospectionFailed):
                    await tokens.check(token)

    assert [each["reason"] for each in logs] == ["TimeoutError", "ClientConnectorError"]
    issuer.gate.set()
