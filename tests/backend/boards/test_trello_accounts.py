"""What is asked of Trello, of the offline one."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from pytest_django import Settings
from structlog.testing import capture_logs

from app.backend.accounts.upstream import upstream
from app.backend.boards.trello_accounts import TrelloAccounts
from app.backend.errors import BackendError, Invalid, Unavailable
from app.sandbox.changes import tokens
from app.sandbox.models import ALL_SCOPES
from app.sandbox.sandbox import SANDBOX, Sandbox
from app.sandbox.seed import plain_world
from app.sandbox.server import create_app
from app.sandbox.switches import Failure
from app.settings.sandbox import SandboxSettings
from app.settings.trello import SANDBOX_API_KEY, TrelloSettings


@dataclass
class Offline:
    """An offline Trello that a loop in another thread serves, as code that waits has none of its own."""

    sandbox: Sandbox
    url: str

    def token(self, *scopes: str, lasting: timedelta | None = None) -> SecretStr:
        """Return a new token of Grace's."""
        world = self.sandbox.world
        grace = world.members.one("username", "grace")
        assert grace
        made = tokens.grant(
            world,
            self.sandbox.ids,
            self.sandbox.clock.now(),
            grace,
            application="GraphQL API",
            scopes=scopes or ALL_SCOPES,
            lasting=lasting,
        )
        return SecretStr(made.value)


@pytest.fixture(scope="module")
def serving() -> Iterator[Offline]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    app = create_app(plain_world(boards=1), SandboxSettings())
    server = TestServer(app)
    asyncio.run_coroutine_threadsafe(server.start_server(), loop).result()
    yield Offline(app[SANDBOX], f"{server.make_url('/1')}")
    asyncio.run_coroutine_threadsafe(server.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def trello(serving: Offline, configured: Callable[..., None]) -> Iterator[Offline]:
    configured(url=serving.url)
    yield serving
    serving.sandbox.switches = serving.sandbox.switches.model_copy(update={"failure": None})


@pytest.fixture
def configured(settings: Settings) -> Callable[..., None]:
    def configure(**trello: object) -> None:
        changed = TrelloSettings.model_validate(trello)
        settings.BACKEND = settings.BACKEND.model_copy(update={"trello": changed})

    return configure


def refusal(token: SecretStr) -> BackendError:
    with pytest.raises(BackendError) as caught:
        TrelloAccounts().account_of(token)
    if token.get_secret_value():
        assert token.get_secret_value() not in f"{caught.value!r} {caught.value.__cause__!r}"
    return caught.value


def test_members_are_asked_at_trellos_own_page(configured: Callable[..., None]) -> None:
    configured(url="https://api.trello.com/1", api_key="k", application_name="Tide tables")

    url = urlsplit(upstream().authorize_url("https://a.example/me/trello/link?state=s&x"))

    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://trello.com/1/authorize"
    assert parse_qs(url.query) == {
        "key": ["k"],
        "name": ["Tide tables"],
        "scope": ["read,write"],
        "expiration": ["never"],
        "response_type": ["token"],
        "callback_method": ["fragment"],
        "return_url": ["https://a.example/me/trello/link?state=s&x"],
    }


def test_without_trello_they_are_asked_at_the_offline_ones(configured: Callable[..., None]) -> None:
    configured(url="http://sandbox:8090/1", link_expiration="1day")
    url = TrelloAccounts().authorize_url("http://127.0.0.1:8000")
    assert url.startswith(f"http://sandbox:8090/1/authorize?key={SANDBOX_API_KEY}&")
    assert "&expiration=1day&" in url

    configured(url="http://sandbox:8090/1", authorize_url="http://127.0.0.1:8090/1/authorize")
    assert TrelloAccounts().authorize_url("x").startswith("http://127.0.0.1:8090/1/authorize?")


def test_trello_says_whose_a_token_is_and_for_how_long(trello: Offline) -> None:
    assert TrelloAccounts().account_of(trello.token()).name == "grace"
    assert TrelloAccounts().account_of(trello.token()).ends is None

    ends = TrelloAccounts().account_of(trello.token(lasting=timedelta(hours=1))).ends

    assert ends
    assert timedelta(minutes=59) < ends - trello.sandbox.clock.now() <= timedelta(hours=1)


def test_the_token_is_in_no_url_before_trello_knows_it(trello: Offline) -> None:
    trello.sandbox.calls.clear()
    unknown, known = SecretStr("f" * 64), trello.token()

    refusal(unknown)
    TrelloAccounts().account_of(known)

    assert [(call.path, call.query) for call in trello.sandbox.calls.wire] == [
        ("/1/members/me", "fields=username"),
        ("/1/members/me", "fields=username"),
        (f"/1/tokens/{known.get_secret_value()}", "fields=dateExpires%2Cpermissions"),
    ]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _trello: SecretStr("f" * 64), "is mistyped, revoked, or was made for another application"),
        (lambda trello: trello.token(lasting=timedelta(seconds=-1)), "it has expired"),
        (lambda trello: trello.token("write"), "it may not read and write"),
        (lambda trello: trello.token("read"), "it may not read and write"),
        (lambda _trello: SecretStr("a/../b"), "a token of Trello is letters and digits"),
        (lambda _trello: SecretStr(""), "a token of Trello is letters and digits"),
    ],
)
def test_a_token_that_cannot_be_used_is_told_with_what_to_do(
    trello: Offline, make: Callable[[Offline], SecretStr], told: str
) -> None:
    refused = refusal(make(trello))

    assert isinstance(refused, Invalid)
    assert told in refused.message
    assert refused.fields[0].pointer == "#/token"


def test_a_key_that_trello_does_not_know_is_nobodys_fault_who_links(
    trello: Offline, configured: Callable[..., None]
) -> None:
    configured(url=trello.url, api_key="unknown")

    with capture_logs() as logged:
        refused = refusal(SecretStr("f" * 64))

    assert isinstance(refused, Unavailable)
    assert "whoever runs it must set TRELLO_API_KEY" in refused.message
    assert [(each["log_level"], each["event"]) for each in logged] == [
        ("error", "Trello does not know the key: set TRELLO_API_KEY")
    ]


@pytest.mark.parametrize(
    ("failure", "told", "retry_after"),
    [
        (Failure(kind=503), "cannot be asked at the moment", None),
        (Failure(kind="disconnect"), "cannot be asked at the moment", None),
        (Failure(kind=429), "has been asked too often", 10),
    ],
)
def test_a_trello_that_is_away_is_told(
    trello: Offline, failure: Failure, told: str, retry_after: int | None
) -> None:
    trello.sandbox.switches = trello.sandbox.switches.model_copy(update={"failure": failure})

    with capture_logs() as logged:
        refused = refusal(token := trello.token())

    assert isinstance(refused, Unavailable)
    assert refused.message == f"Trello {told}. Nothing was changed: try again later."
    assert refused.retry_after == retry_after
    assert token.get_secret_value() not in str(logged)
    with pytest.raises(Unavailable):
        TrelloAccounts().revoke(token)


def test_what_is_not_trello_is_told() -> None:
    with patch.object(TrelloAccounts, "_answer", return_value={"ok": True}):
        refused = refusal(SecretStr("f" * 64))

    assert isinstance(refused, Unavailable)
    assert refused.message.startswith("Something answers there that is not Trello.")


def test_a_revoked_token_is_good_for_nothing_any_more(trello: Offline) -> None:
    token = trello.token()

    TrelloAccounts().revoke(token)

    assert isinstance(refusal(token), Invalid)
    with capture_logs() as logged:
        TrelloAccounts().revoke(token)
    assert [each["event"] for each in logged] == ["token had ended before it was revoked"]
