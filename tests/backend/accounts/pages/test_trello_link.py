"""What people see of linking, without Trello; `tests/e2e/test_trello_link.py` has the offline one."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from app.backend.accounts.models import Entity, TrelloLink
from app.backend.accounts.sign_in import sign_in
from app.backend.errors import Unavailable
from tests.backend.accounts.pages.browsing import ADA, csrf_of, text_of
from tests.backend.upstreams import Said, upstream_that_says

PAGE = "/me/trello/link"


@pytest.fixture
def said() -> Iterator[Said]:
    with upstream_that_says() as said:
        yield said


@pytest.fixture
def browser(said: Said, db: None) -> Client:  # noqa: ARG001
    """A browser in which Ada is signed in."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(sign_in(ADA))
    return client


def state_of(browser: Client) -> str:
    """Return the state that the upstream is given to bring back."""
    found = re.search(
        r'https://upstream.example/authorize\?back=http://testserver/me/trello/link\?state=([\w-]+)"',
        browser.get(PAGE).content.decode(),
    )
    assert found
    return found[1]


def returned(browser: Client, state: str) -> tuple[int, str]:
    """Return status and text after what the page's script does once the upstream has answered."""
    csrf = csrf_of(browser.get(f"{PAGE}?state=any"))
    form = {"csrfmiddlewaretoken": csrf, "state": state, "token": "planted"}
    response = browser.post(PAGE, form)
    if response.status_code == 302:
        assert response.headers["Location"] == PAGE
        response = browser.get(PAGE)
    assert "planted" not in response.content.decode()
    return response.status_code, text_of(response)


def test_a_browser_is_led_to_the_page(browser: Client) -> None:
    response = browser.get("/me/trello", headers={"Accept": "text/html"})

    assert response.headers["Location"] == PAGE
    assert browser.get("/me/trello").json()["linked"] is False
    assert f'<a href="{PAGE}">' in browser.get("/login").content.decode()


def test_what_comes_back_links_whoever_has_asked(browser: Client) -> None:
    status, text = returned(browser, state_of(browser))

    assert status == 200
    assert "ada at https://one.example is grace at Trello" in text
    assert "until 2 January 2030, 03:04 UTC. Queries run as that member." in text
    assert TrelloLink.objects.get().entity.account == "ada"


def test_a_link_that_has_ended_is_told(browser: Client) -> None:
    returned(browser, state_of(browser))
    TrelloLink.objects.update(ends=timezone.now())

    assert "That is over: link Trello anew." in text_of(browser.get(PAGE))


def test_an_answer_is_good_once_and_for_whoever_has_asked(browser: Client) -> None:
    told = (403, "Linking was not begun here, or has been ended already. Begin again.")
    used = state_of(browser)
    returned(browser, used)
    TrelloLink.objects.all().delete()

    for state in (used, "", "x", "ü"):
        status, text = returned(browser, state)
        assert (status, text[: len(told[1])]) == told
    assert not TrelloLink.objects.exists()


def test_two_tabs_may_ask_at_a_time(browser: Client) -> None:
    assert state_of(browser) == state_of(browser)


def test_what_the_upstream_does_not_confirm_is_told_with_a_way_on(browser: Client, said: Said) -> None:
    state = state_of(browser)
    said.failure = Unavailable("Trello is away.")

    status, text = returned(browser, state)

    assert status == 503
    assert text.startswith("Trello is away. Link Trello")
    assert state_of(browser) != state


def test_nothing_is_done_without_a_csrf_token(browser: Client) -> None:
    form = {"state": state_of(browser), "token": "planted"}

    assert browser.post(PAGE, form).status_code == 403
    assert browser.post("/me/trello/unlink").status_code == 403
    assert browser.delete("/me/trello").status_code == 403


@pytest.mark.parametrize("revoke", [True, False])
def test_unlinking_may_end_the_token(browser: Client, said: Said, revoke: bool) -> None:
    returned(browser, state_of(browser))
    form = {"csrfmiddlewaretoken": csrf_of(browser.get(PAGE))} | ({"revoke": "on"} if revoke else {})

    assert browser.post("/me/trello/unlink", form).headers["Location"] == PAGE

    assert not TrelloLink.objects.exists()
    assert said.revoked == (["planted"] if revoke else [])
    assert "You can unlink it here at any time" in text_of(browser.get(PAGE))


def test_what_cannot_be_ended_is_told(browser: Client, said: Said) -> None:
    returned(browser, state_of(browser))
    said.failure = Unavailable("Trello is away.")
    form = {"csrfmiddlewaretoken": csrf_of(browser.get(PAGE)), "revoke": "on"}

    response = browser.post("/me/trello/unlink", form)

    assert (response.status_code, text_of(response)[:34]) == (503, "Trello is away. Trello is linked a"[:34])
    assert TrelloLink.objects.exists()


@pytest.mark.django_db
def test_who_is_not_signed_in_takes_no_token_along() -> None:
    client = Client()
    for response in (
        client.get(f"{PAGE}?state=x"),
        client.post(PAGE, {"token": "t"}),
        client.post("/me/trello/unlink"),
    ):
        assert response.headers["Location"] == f"/login?next={PAGE}#"
    assert not Entity.objects.exists()


def test_the_page_runs_its_own_script_and_none_that_is_written_into_it(browser: Client) -> None:
    page = browser.get(f"{PAGE}?state=x")

    assert re.findall(r"<script[^>]*>", page.content.decode()) == [
        '<script src="/static/accounts/trello_link.js">'
    ]
    assert finders.find("accounts/trello_link.js")
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert page.headers["Cache-Control"] == "no-store"
