"""What people see, without a provider; `tests/e2e/test_sign_in.py` has two."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from pydantic import SecretStr

from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.demo import seed_demo
from app.backend.accounts.models import Auth, Entity
from app.backend.accounts.service_settings import change
from app.backend.config.settings import BACKEND
from app.contracts.api_token import is_well_formed
from tests.backend.accounts.pages.browsing import csrf_of, text_of
from tests.backend.asking import Asking


@pytest.mark.django_db
def test_without_a_provider_it_says_what_to_set() -> None:
    assert "Set BACKEND_OPENID_PROVIDERS" in text_of(Client().get("/login"))


@pytest.fixture
def demo(stranger: Client) -> Iterator[tuple[Client, str]]:
    """A browser on a developer's machine, and the demo token."""
    token = seed_demo()
    update: dict[str, Any] = {"demo_token": SecretStr(token), "openid_providers": ()}
    with override_settings(BACKEND=BACKEND.model_copy(update=update)):
        yield stranger, token


def signed_in_with(browser: Client, token: str, then: str = "/token/new") -> Any:
    form = {"csrfmiddlewaretoken": csrf_of(browser.get("/login")), "token": token, "next": then}
    return browser.post("/login/as/demo", form)


def test_on_a_developers_machine_the_demo_token_signs_in(demo: tuple[Client, str]) -> None:
    browser, token = demo

    assert signed_in_with(browser, f" {token} ").headers["Location"] == "/token/new"

    me = browser.get("/me").json()
    assert (me["account"], me["is_admin"], me["groups"]) == ("ada", True, ["demo"])
    assert Asking(token)("GET", "/me").body["groups"] == ["demo"]
    assert "Demo token" not in text_of(browser.get("/login"))


@pytest.mark.parametrize("token", ["", "x", "ü"])
def test_another_token_signs_nobody_in(demo: tuple[Client, str], token: str) -> None:
    browser, _ = demo

    response = signed_in_with(browser, token)

    assert response.status_code == 401
    assert "This is not the token that `make run` has printed." in text_of(response)
    assert 'name="next" value="/token/new"' in response.content.decode()
    assert browser.get("/me").status_code == 401


def test_who_signs_in_with_the_demo_token_is_sent_to_no_other_site(demo: tuple[Client, str]) -> None:
    assert signed_in_with(*demo, then="//evil.example/").headers["Location"] == "/login"


def test_elsewhere_there_is_no_demo_token(stranger: Client) -> None:
    csrf = csrf_of(stranger.get("/admin/login/"))

    response = stranger.post("/login/as/demo", {"csrfmiddlewaretoken": csrf, "token": ""})

    assert response.status_code == 404


def test_a_provider_is_chosen_by_its_name(stranger: Client) -> None:
    page = stranger.get("/login?next=/token/new").content.decode()

    assert '<a href="/login/away?next=%2Ftoken%2Fnew">Away &amp; &lt;Co&gt;</a>' in page


def test_a_provider_that_is_away_is_told_without_a_secret(stranger: Client) -> None:
    for path in ("/login/away", "/callback/away?state=x&code=y"):
        response = stranger.get(path)
        assert "secret-of-the-client" not in response.content.decode()
        assert "Traceback" not in response.content.decode()
    assert "It cannot be reached at the moment." in text_of(stranger.get("/login/away"))
    assert stranger.get("/login/away").status_code == 502


@pytest.mark.parametrize("query", ["", "?code=y", "?state=x&code=y", "?error=access_denied&state=x"])
def test_an_answer_that_nobody_has_asked_for_signs_nobody_in(stranger: Client, query: str) -> None:
    response = stranger.get(f"/callback/away{query}")

    assert response.status_code == 401
    assert "was not begun here, has been used, or has taken too long" in text_of(response)


def test_there_is_nothing_at_a_provider_that_is_not_configured(stranger: Client) -> None:
    assert stranger.get("/login/other").status_code == 404
    assert stranger.get("/callback/other").status_code == 404


@pytest.mark.parametrize(
    ("path", "then"),
    [("/token", "%2Ftoken%2Fnew"), ("/me", "%2Fme"), ("/settings?a=b", "%2Fsettings%3Fa%3Db")],
)
def test_a_browser_that_looks_at_an_endpoint_is_asked_to_sign_in(
    stranger: Client, path: str, then: str
) -> None:
    response = stranger.get(path, headers={"Accept": "text/html,*/*;q=0.8"})

    assert (response.status_code, response.headers["Location"]) == (302, f"/login?next={then}")


def test_a_program_is_told_in_json(stranger: Client) -> None:
    assert stranger.get("/token", headers={"Accept": "application/json"}).status_code == 401
    answer = stranger.get("/token", headers={"Accept": "text/html", "Authorization": "Bearer x"})
    assert answer.status_code == 401


def test_a_session_opens_what_a_token_opens(browser: Client) -> None:
    me = browser.get("/me").json()

    assert (me["tenant"], me["account"], me["groups"]) == ("https://one.example", "ada", ["team"])
    assert (me["token_id"], me["trello_linked"], me["personas"]) == (None, False, ["pc"])
    assert browser.get("/token").json() == []
    assert len(browser.get("/settings").json()) == 2


def test_a_token_that_opens_nothing_is_not_made_good_by_a_session(browser: Client) -> None:
    assert browser.get("/me", headers={"Authorization": "Bearer x"}).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/token"),
        ("PUT", "/token/1"),
        ("DELETE", "/token/1"),
        ("POST", "/settings"),
        ("PUT", "/settings/tokens.max_active"),
        ("DELETE", "/settings/tokens.max_active"),
        ("POST", "/logout"),
        ("POST", "/token/new"),
    ],
)
def test_a_session_changes_nothing_without_a_csrf_token(browser: Client, method: str, path: str) -> None:
    assert browser.generic(method, path, '{"name": "x"}', "application/json").status_code == 403
    assert Auth.objects.count() == 0


def test_whoever_has_no_csrf_token_is_told_what_to_send(browser: Client) -> None:
    refused = browser.post("/token", {"name": "ci"}, "application/json").json()

    assert refused["detail"] == "Send the CSRF token of a page's form, as `X-CSRFToken`."


def test_a_session_makes_a_token_with_a_csrf_token(browser: Client) -> None:
    headers = {"X-CSRFToken": csrf_of(browser.get("/token/new"))}

    made = browser.post("/token", {"name": "ci"}, "application/json", headers=headers)

    assert made.status_code == 201
    assert Asking(made.json()["token"])("GET", "/me").body["groups"] == ["team"]
    assert dict(Auth.objects.get().claims.values_list("name", "value")) == {"name": "Ada"}


def test_the_page_makes_a_token_and_shows_it_once(browser: Client) -> None:
    form = {"csrfmiddlewaretoken": csrf_of(browser.get("/token/new")), "name": " laptop ", "seconds": "86400"}

    response = browser.post("/token/new", form)

    token = re.search("<output>(.*)</output>", response.content.decode())
    assert token
    assert is_well_formed(token[1])
    assert (response.status_code, response.headers["Cache-Control"]) == (201, "no-store")
    assert [each["name"] for each in browser.get("/token").json()] == ["laptop"]
    assert "until" in text_of(response)
    assert token[1] not in browser.get("/token/new").content.decode()
    assert Asking(token[1])("GET", "/me").body["account"] == "ada"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "a\x07b"}, "control characters"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"seconds": "7"}, "Select a valid choice."),
        ({"seconds": "0"}, "tokens may live for 1 to 60 seconds here"),
    ],
)
def test_what_cannot_be_made_is_told_in_the_form(browser: Client, changes: dict[str, str], told: str) -> None:
    change("tokens.max_lifetime_seconds", 60, OPERATOR)
    form = {"csrfmiddlewaretoken": csrf_of(browser.get("/token/new")), "name": "x", "seconds": "0", **changes}

    response = browser.post("/token/new", form)

    assert response.status_code == 422
    assert told in text_of(response)
    assert Auth.objects.count() == 0


def test_who_is_not_signed_in_makes_none(stranger: Client) -> None:
    assert stranger.get("/token/new").headers["Location"] == "/login?next=/token/new"


def test_signing_out_ends_the_session(browser: Client) -> None:
    page = browser.get("/login")
    assert "You are ada at https://one.example ." in text_of(page)

    left = browser.post("/logout", {"csrfmiddlewaretoken": csrf_of(page)})

    assert left.headers["Location"] == "/login"
    assert browser.get("/me").status_code == 401
    assert "Where do you have an account?" in text_of(browser.get("/login"))


def test_somebody_who_is_known_to_pages_only_is_nobody(admin_client: Client) -> None:
    assert admin_client.get("/me").status_code == 401
    assert Entity.objects.count() == 0


def test_pages_load_nothing_from_elsewhere(browser: Client) -> None:
    for path in ("/login", "/token/new", "/callback/away"):
        response = browser.get(path)
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert not re.search(r"<(script|img|iframe)|https?://(?!one\.example)", response.content.decode())
