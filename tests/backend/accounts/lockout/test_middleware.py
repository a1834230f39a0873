"""Who tries to be somebody too often."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from app.backend.accounts import tokens
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.models import Audit, Entity, User
from app.backend.config.openid import provider_app
from app.backend.config.settings import BACKEND
from app.contracts.api_token import new_token
from app.settings.lockouts import LockoutSettings
from app.settings.proxies import BackendProxySettings
from app.settings.redis import RedisSettings
from tests.backend.accounts.pages.browsing import AWAY
from tests.backend.asking import SERVICE_SECRET, Asking, granted

pytestmark = pytest.mark.django_db

LIMITS = {
    "lockouts": LockoutSettings(per_address=3, per_account=2, seconds=60),
    "redis": RedisSettings(),
    "openid_providers": (AWAY,),
    "proxies": BackendProxySettings.model_validate({"trusted_proxies": "10.0.0.0/8"}),
}


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with override_settings(
        BACKEND=BACKEND.model_copy(update=LIMITS),
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [provider_app(AWAY)]}},
    ):
        yield


def bearer(client: Client, token: str, path: str = "/me", **more: Any) -> Any:
    return client.get(path, headers={"Authorization": f"Bearer {token}"}, **more)


def introspected(client: Client, secret: str) -> Any:
    headers = {"Authorization": f"Bearer {secret}"}
    return client.post("/internal/introspect", {"token": "x"}, headers=headers)


def logged_in(client: Client, username: str, password: str, **more: Any) -> int:
    form = {"username": username, "password": password}
    return client.post("/admin/login/", form, **more).status_code


def test_who_guesses_tokens_is_locked_out_with_a_problem() -> None:
    client = Client()

    assert [bearer(client, new_token()).status_code for _ in range(4)] == [401, 401, 401, 429]

    refused = bearer(client, new_token(), "/token")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    told = f"Too many attempts have failed: try again in {refused.headers['Retry-After']} seconds."
    assert refused.json()["detail"] == told
    (row,) = Audit.objects.all()
    assert (row.action, row.target, row.actor) == ("attempts.locked_out", "address:127.0.0.1", None)
    assert row.detail["attempt"] == "token"


def test_who_is_locked_out_of_one_thing_may_do_the_others(asking: Asking) -> None:
    client = Client()
    for _ in range(3):
        bearer(client, new_token())

    assert bearer(client, asking.token or "").status_code == 429
    assert client.get("/me").status_code == 401
    assert client.get("/login").status_code == 200
    assert introspected(client, SERVICE_SECRET).status_code == 200


def test_who_never_fails_is_never_locked_out(asking: Asking) -> None:
    assert {asking("GET", "/me").status for _ in range(10)} == {200}
    # It is known who asks, who may not.
    refused = {asking("PUT", "/settings/tokens.max_active", {"value": 1}).status for _ in range(10)}
    assert refused == {403}
    assert asking("GET", "/me").status == 200


def test_who_has_a_token_that_has_ended_does_not_guess(ada: Entity) -> None:
    made = granted(ada)
    tokens.revoke(made.auth, OPERATOR)
    client = Client()

    assert {bearer(client, made.token).status_code for _ in range(10)} == {401}
    assert not Audit.objects.filter(action="attempts.locked_out").exists()


def test_who_guesses_the_service_secret_is_locked_out() -> None:
    client = Client()

    statuses = [introspected(client, f"guess-{number}").status_code for number in range(4)]

    assert statuses == [401, 401, 401, 429]
    assert introspected(client, SERVICE_SECRET).status_code == 429
    assert Audit.objects.get().detail["attempt"] == "service secret"


def test_who_guesses_what_a_program_has_is_locked_out_with_a_problem() -> None:
    client = Client()
    grants = [{"grant_type": "refresh_token", "refresh_token": f"guess-{number}"} for number in range(4)]

    answers = [client.post("/login/oauth/token", grant) for grant in grants]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert client.get("/login/away").status_code != 429
    assert Audit.objects.get().detail["attempt"] == "grant"


def test_who_makes_up_answers_of_a_provider_is_locked_out_with_a_page() -> None:
    client = Client()

    answers = [client.get(f"/callback/away?state={number}&code=x").status_code for number in range(4)]

    assert answers == [401, 401, 401, 429]
    page = client.get("/login/away")
    assert (page.status_code, page.headers["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert "Too many attempts have failed: try again in" in page.content.decode()
    assert int(page.headers["Retry-After"]) > 0


def test_an_account_is_locked_out_wherever_its_passwords_are_guessed_from() -> None:
    user = User.objects.create_superuser("boss", password="right")
    client = Client()

    assert [logged_in(client, "boss", "wrong", REMOTE_ADDR=f"192.0.2.{n}") for n in range(3)] == [
        200,
        200,
        429,
    ]

    assert logged_in(client, "BOSS", "right") == 429
    assert logged_in(client, "somebody else", "wrong") == 200
    assert [row.target for row in Audit.objects.all()] == [f"user:{user.pk}"]


def test_an_address_is_locked_out_whatever_accounts_it_tries() -> None:
    User.objects.create_superuser("boss", password="right")
    client = Client()

    assert [logged_in(client, f"name-{n}", "wrong") for n in range(4)] == [200, 200, 200, 429]

    assert logged_in(client, "boss", "right") == 429
    assert logged_in(client, "boss", "right", REMOTE_ADDR="192.0.2.1") == 302
    assert client.get("/admin/login/").status_code == 302
    assert [row.target for row in Audit.objects.all()] == ["address:127.0.0.1"]


def test_names_that_nobody_has_are_recorded_as_nobodys() -> None:
    client = Client()

    for _ in range(2):
        logged_in(client, "my password, typed into the wrong field", "wrong")

    assert [row.target for row in Audit.objects.all()] == ["user:unknown"]
    assert "password," not in str(Audit.objects.values())


def test_only_trusted_proxies_are_believed_when_they_say_for_whom_they_ask() -> None:
    client = Client()

    def guess(forwarded: str, peer: str) -> int:
        headers = {"Authorization": f"Bearer {new_token()}", "X-Forwarded-For": forwarded}
        return client.get("/me", headers=headers, REMOTE_ADDR=peer).status_code

    behind_a_proxy = [guess(f"203.0.113.{n}, 198.51.100.7", "10.0.0.1") for n in range(4)]
    assert behind_a_proxy == [401, 401, 401, 429]
    assert guess("198.51.100.8", "10.0.0.1") == 401
    made_up = [guess(f"198.51.100.{n}", "192.0.2.9") for n in range(4)]
    assert made_up == [401, 401, 401, 429]


def test_without_an_address_nobody_is_counted() -> None:
    client = Client()

    statuses = {bearer(client, new_token(), REMOTE_ADDR="").status_code for _ in range(10)}

    assert statuses == {401}
