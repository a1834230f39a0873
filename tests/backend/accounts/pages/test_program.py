"""A program that people let act for them, from `/login` to its tokens."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client

from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.models import ProgramLogin
from app.backend.accounts.service_settings import change
from tests.backend.accounts.pages.browsing import csrf_of, text_of
from tests.backend.accounts.test_program_logins import CHALLENGE, URI, VERIFIER
from tests.backend.asking import Asking

pytestmark = pytest.mark.django_db

ASKED = {
    "response_type": "code",
    "client_id": "reporter",
    "redirect_uri": URI,
    "state": "s",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
PAGE = "/login/oauth/authorize"


def asking(page: str = PAGE, **other: str) -> str:
    return f"{page}?{urlencode(ASKED | other)}"


def decided(browser: Client, decision: str) -> dict[str, str]:
    """Return what is sent to the program."""
    form = {"csrfmiddlewaretoken": csrf_of(browser.get(asking())), "decision": decision}
    response = browser.post(asking(), form)
    assert response.status_code == 302
    target = urlsplit(response.headers["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == URI
    return dict(parse_qsl(target.query))


def tokens(**shown: str) -> Any:
    return Asking(None)("POST", "/login/oauth/token", urlencode(shown))


def test_login_leads_a_program_to_whoever_is_signed_in(browser: Client) -> None:
    leads = browser.get(asking("/login"))
    assert (leads.status_code, leads.headers["Location"]) == (302, asking())

    page = browser.get(asking())

    told = text_of(page)
    assert "calls itself reporter , wants to do whatever ada at https://one.example may" in told
    assert "form-action 'self' http://127.0.0.1:49152;" in page.headers["Content-Security-Policy"]
    assert not ProgramLogin.objects.exists()


def test_whoever_is_not_signed_in_signs_in_first(stranger: Client) -> None:
    leads = stranger.get(asking())

    assert leads.headers["Location"] == f"/login?{urlencode({'next': asking()})}"


def test_a_code_that_is_allowed_gives_tokens(browser: Client) -> None:
    answer = decided(browser, "allow")
    assert answer["state"] == "s"
    shown = {"client_id": "reporter", "redirect_uri": URI, "code": answer["code"], "code_verifier": VERIFIER}

    made = tokens(grant_type="authorization_code", **shown)

    assert (made.status, made.headers["Cache-Control"]) == (200, "no-store")
    assert (made.body["token_type"], made.body["expires_in"]) == ("Bearer", 900)
    assert Asking(made.body["access_token"])("GET", "/me").body["account"] == "ada"
    again = tokens(grant_type="refresh_token", refresh_token=made.body["refresh_token"])
    assert again.body.keys() == made.body.keys()
    listed = Asking(again.body["access_token"])("GET", "/token").body
    assert [(each["name"], each["state"]) for each in listed] == [("reporter", "active")] * 2


def test_one_that_is_not_allowed_gets_none(browser: Client) -> None:
    assert decided(browser, "deny") == {"error": "access_denied", "state": "s"}
    assert not ProgramLogin.objects.exists()


def test_nothing_is_allowed_by_another_page(browser: Client) -> None:
    assert browser.post(asking(), {"decision": "allow"}).status_code == 403
    assert not ProgramLogin.objects.exists()


@pytest.mark.parametrize(
    "other",
    [
        {"response_type": "token"},
        {"client_id": ""},
        {"client_id": "a\x7fb"},
        {"client_id": "x" * 101},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://evil.example:80/"},
        {"redirect_uri": "http://localhost:49152/"},
        {"redirect_uri": "http://127.0.0.1/callback"},
        {"redirect_uri": "http://127.0.0.1:49152@evil.example:80/"},
        {"redirect_uri": "http://127.0.0.1.evil.example:80/"},
        {"redirect_uri": "http://127.0.0.1:49152/#x"},
        {"redirect_uri": "http://["},
        {"redirect_uri": ""},
        {"code_challenge": "short"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
        {"state": "x" * 501},
    ],
)
def test_a_request_that_cannot_be_believed_leads_nowhere(browser: Client, other: dict[str, str]) -> None:
    response = browser.get(asking(**other))

    assert response.status_code == 400
    assert f"A program asks for what it cannot have {next(iter(other))} :" in text_of(response)


@pytest.mark.parametrize(
    ("shown", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
    ],
)
def test_what_is_refused_is_told_by_the_name_that_oauth_has_for_it(shown: dict[str, str], error: str) -> None:
    answer = tokens(**shown)

    assert (answer.status, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert (answer.body["error"], answer.body["status"]) == (error, 400)


def test_without_room_for_a_token_it_says_so(browser: Client) -> None:
    code = decided(browser, "allow")["code"]
    change("tokens.max_active", 1, OPERATOR)
    shown = {"client_id": "reporter", "redirect_uri": URI, "code_verifier": VERIFIER}
    first = tokens(grant_type="authorization_code", code=code, **shown)

    refused = tokens(grant_type="refresh_token", refresh_token=first.body["refresh_token"])

    assert (refused.status, refused.headers["Content-Type"]) == (409, "application/problem+json")


def test_methods_are_told_as_everywhere() -> None:
    answer = Asking(None)("GET", "/login/oauth/token")

    assert (answer.status, answer.headers["Content-Type"]) == (405, "application/problem+json")
