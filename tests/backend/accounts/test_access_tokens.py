"""Access tokens of others at the backend, and an issuer that it fetches keys of."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
import requests
from django.test import override_settings
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.access_tokens import key_ring
from app.access_tokens.key_set import KeySet
from app.backend.accounts import access_tokens as module
from app.backend.accounts import trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import entity_of, make_admin
from app.backend.accounts.models import Entity
from app.backend.config.settings import BACKEND
from app.settings.access_tokens import AccessTokenSettings
from tests.access_tokens.issuing import CONFIGURED, ISSUER, access_token, claims, jwks, rsa_jwk
from tests.backend.asking import SERVICE_SECRET, Asking

pytestmark = pytest.mark.django_db

METADATA = json.dumps({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"}).encode()


@dataclass
class Issuer:
    """What it answers, by path; `status` is that of each answer."""

    status: int = 200
    answers: dict[str, bytes] = field(
        default_factory=lambda: {"/.well-known/openid-configuration": METADATA, "/jwks": jwks(rsa_jwk())}
    )
    is_away: bool = False
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, *, timeout: float, allow_redirects: bool, stream: bool) -> requests.Response:
        assert (timeout, allow_redirects, stream) == (3, False, True)
        self.asked.append(url.removeprefix(ISSUER))
        if self.is_away:
            raise requests.ConnectTimeout
        response = requests.Response()
        response.status_code = self.status
        response.raw = BytesIO(self.answers[self.asked[-1]])
        return response


@pytest.fixture(autouse=True)
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """An issuer whose tokens are taken, and of which nothing is known yet."""
    taken = AccessTokenSettings(issuers=(CONFIGURED,))
    monkeypatch.setattr(module, "_issuers", {})
    started = Issuer()
    monkeypatch.setattr(requests, "get", started.get)
    with override_settings(BACKEND=BACKEND.model_copy(update={"access_tokens": taken})):
        yield started


def introspected(token: str) -> Any:
    asking = Asking(SERVICE_SECRET)
    answer = asking("POST", "/internal/introspect", f"token={token}")
    assert answer.status == 200
    return answer.body


def test_whoever_has_one_is_known_from_then_on(issuer: Issuer) -> None:
    said = claims(groups=["team"], name="Ada", email="ada@example.com")

    for _ in range(2):
        answer = Asking(access_token(**said))("GET", "/me")
        assert (answer.status, answer.body) == (
            200,
            {
                "tenant": ISSUER,
                "account": "ada",
                "groups": ["team"],
                "personas": ["other"],
                "is_admin": False,
                "trello_linked": False,
                "token_id": None,
            },
        )
    assert Entity.objects.count() == 1
    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]


def test_the_gateway_is_told_what_is_known_of_the_account_here() -> None:
    said = claims(groups=["team"])
    ada = entity_of(ISSUER, "ada")
    make_admin(ada, OPERATOR)
    trello_links.keep(ada, SecretStr("t"), OPERATOR)

    assert introspected(access_token(**said)) == {
        "v": 1,
        "active": True,
        "token_type": "Bearer",
        "iss": ISSUER,
        "sub": "ada",
        "jti": "token-1",
        "iat": said["iat"],
        "exp": said["exp"] + 30,
        "entity": ada.pk,
        "persona": "other",
        "groups": ["team"],
        "admin": True,
        "trello_linked": True,
    }


def test_it_makes_a_token_of_ours_that_does_not_outlive_it() -> None:
    asking = Asking(access_token(groups=["team"], name="Ada", email="ada@example.com", scope="a"))

    refused = asking("POST", "/token", {"name": "ci"})
    assert (refused.status, "cannot make one that outlives it" in refused.body["detail"]) == (403, True)
    made = asking("POST", "/token", {"name": "ci", "seconds": 60})
    assert made.status == 201

    me = Asking(made.body["token"])("GET", "/me").body
    assert (me["tenant"], me["account"], me["groups"]) == (ISSUER, "ada", ["team"])
    auth = entity_of(ISSUER, "ada").auths.get()
    # An address that nobody has verified is not kept, nor what is of the access token alone.
    assert {each.name: each.value for each in auth.claims.all()} == {"name": "Ada"}


@pytest.mark.parametrize(
    "token",
    [
        lambda: access_token(aud="https://other.example"),
        lambda: access_token(iss="https://evil.example"),
        lambda: access_token(exp=1),
        lambda: access_token("x" * 64, "HS256"),
        lambda: access_token(header={"kid": "other"}),
        lambda: "a.b.c",
        lambda: "a.b",
    ],
    ids=range(7),
)
def test_one_that_is_not_for_us_opens_nothing(token: Callable[[], str]) -> None:
    answer = Asking(token())("GET", "/me")

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert introspected(token()) == {"active": False}
    assert not Entity.objects.exists()


def test_keys_are_asked_for_again_when_a_token_names_another_but_not_by_each(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ring, "PAUSE_SECONDS", 0)
    assert introspected(access_token())["active"]
    issuer.answers["/jwks"] = jwks(rsa_jwk(kid="new"))
    assert introspected(access_token(header={"kid": "new"}))["active"]

    monkeypatch.setattr(key_ring, "PAUSE_SECONDS", 10)
    issuer.asked.clear()
    for number in range(20):
        assert not introspected(access_token(header={"kid": str(number)}))["active"]
    assert issuer.asked == []


def test_while_somebody_fetches_new_keys_nobody_waits_whose_key_is_known(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert introspected(access_token())["active"]
    monkeypatch.setattr(key_ring, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(key_ring, "FRESH_SECONDS", 0)
    issuer.asked.clear()

    with module._issuers[CONFIGURED].lock:
        assert introspected(access_token())["active"]
        assert issuer.asked == []
    assert introspected(access_token())["active"]
    assert len(issuer.asked) == 2


def test_two_that_need_the_same_key_have_it_fetched_once(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second has waited for the first, which has fetched it by then."""
    fetched, ring = KeySet.parse(jwks(rsa_jwk())), key_ring.KeyRing()
    known = module._issuers.setdefault(CONFIGURED, module._Issuer())
    known.ring = ring

    class Lock:
        def acquire(self, *, blocking: bool) -> bool:
            assert blocking
            ring.fetched(fetched)
            return True

        def release(self) -> None:
            pass

    monkeypatch.setattr(known, "lock", Lock())
    assert introspected(access_token())["active"]
    assert issuer.asked == []


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"is_away": True}, "ConnectTimeout"),
        ({"status": 302}, "the answer has status 302"),
        (
            {"answers": {"/.well-known/openid-configuration": b" " * (module.MAX_BYTES + 1)}},
            "the answer is too large",
        ),
        ({"answers": {"/.well-known/openid-configuration": b"{}"}}, "the metadata is of another issuer"),
    ],
    ids=range(4),
)
def test_without_its_issuer_it_cannot_be_found_out_whose_it_is(
    issuer: Issuer, broken: dict[str, Any], reason: str
) -> None:
    vars(issuer).update(broken)

    with capture_logs() as logs:
        answers = [Asking(access_token())("GET", "/me") for _ in range(2)]

    for answer in answers:
        assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
        assert answer.body["detail"] == "It cannot be found out now whose token this is. Try again later."
    assert [each["reason"] for each in logs if each["log_level"] == "warning"] == [reason]
    assert issuer.asked == ["/.well-known/openid-configuration"]
