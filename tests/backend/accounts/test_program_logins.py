import base64
import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from app.backend.accounts import tokens
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.models import Audit, Auth, Entity, ProgramLogin
from app.backend.accounts.program_logins import ProgramRequest, ProgramTokens, allow, redeem, refresh
from app.backend.accounts.service_settings import change
from app.backend.errors import Conflict, OAuthError

pytestmark = pytest.mark.django_db

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
URI = "http://127.0.0.1:49152/callback"
ASKED = ProgramRequest("reporter", URI, CHALLENGE)


def redeemed(code: str, **other: str) -> ProgramTokens:
    return redeem(
        **{"code": code, "asked_by": "reporter", "redirect_uri": URI, "verifier": VERIFIER, **other}
    )


@pytest.fixture
def first(ada: Entity) -> ProgramTokens:
    """What a program of Ada's gets at first."""
    ada.groups, ada.claims = ["team"], {"name": "Ada"}
    ada.save()
    return redeemed(allow(ada, ASKED))


def works(token: str) -> bool:
    return viewer_of(token) is not None


def is_refused(refresh_token: str) -> bool:
    with pytest.raises(OAuthError) as caught:
        refresh(refresh_token)
    return caught.value.error == "invalid_grant"


def test_a_code_gives_a_token_like_any_other_but_short(ada: Entity, first: ProgramTokens) -> None:
    viewer = viewer_of(first.access_token)
    assert viewer
    assert (viewer.entity, viewer.groups, viewer.claims) == (ada, ("team",), {"name": "Ada"})
    auth = Auth.objects.get()
    assert (auth.name, auth.seconds, auth.persona.source, first.seconds) == ("reporter", 900, "api", 900)
    assert re.fullmatch(r"gqlrefresh_[0-9a-f]{32}_[0-9a-f]{64}", first.refresh_token)


def test_each_refresh_token_gives_the_next_and_what_is_said_of_the_entity_by_then(
    ada: Entity, first: ProgramTokens
) -> None:
    Entity.objects.update(groups=["others"])

    second = refresh(first.refresh_token)
    third = refresh(second.refresh_token)

    viewer = viewer_of(third.access_token)
    assert viewer
    assert (viewer.entity, viewer.groups) == (ada, ("others",))
    # Requests that are under way with those before do not fail.
    assert works(first.access_token)
    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3


def test_tokens_that_have_expired_by_themselves_do_not_pile_up(first: ProgramTokens) -> None:
    Auth.objects.update(granted=timezone.now() - timedelta(hours=1))

    refresh(first.refresh_token)

    assert Auth.objects.count() == 1


def test_a_refresh_token_that_comes_again_ends_all_that_came_of_its_code(
    ada: Entity, first: ProgramTokens
) -> None:
    other = redeemed(allow(ada, ASKED))
    second = refresh(first.refresh_token)

    assert is_refused(first.refresh_token)

    assert is_refused(second.refresh_token)
    assert not works(first.access_token)
    assert not works(second.access_token)
    assert works(other.access_token)
    assert works(refresh(other.refresh_token).access_token)
    revoked = Audit.objects.get(action="program.revoked")
    assert (revoked.entity, revoked.detail) == (
        ada,
        {"name": "reporter", "why": "a refresh token was there before"},
    )


def test_a_code_that_comes_again_ends_all_that_came_of_it(ada: Entity) -> None:
    code = allow(ada, ASKED)
    first = redeemed(code)

    with pytest.raises(OAuthError):
        redeemed(code)

    assert not works(first.access_token)
    assert is_refused(first.refresh_token)


@pytest.mark.parametrize(
    "other", [{"verifier": "w" * 43}, {"redirect_uri": f"{URI}/"}, {"asked_by": "another"}, {"verifier": ""}]
)
def test_a_code_is_good_for_whoever_has_asked_and_once(ada: Entity, other: dict[str, str]) -> None:
    code = allow(ada, ASKED)

    with pytest.raises(OAuthError, match="unknown, late or used"):
        redeemed(code, **other)
    with pytest.raises(OAuthError):
        redeemed(code)
    assert not Auth.objects.exists()


def test_a_code_is_good_for_a_minute(ada: Entity) -> None:
    code = allow(ada, ASKED)
    ProgramLogin.objects.update(ends=timezone.now())

    with pytest.raises(OAuthError):
        redeemed(code)


def test_a_program_does_not_act_for_ever(first: ProgramTokens) -> None:
    login = ProgramLogin.objects.get()
    assert timedelta(days=29) < login.ends - timezone.now() <= timedelta(days=30)
    ProgramLogin.objects.update(ends=timezone.now() + timedelta(seconds=100))
    second = refresh(first.refresh_token)
    assert 90 <= second.seconds < 100

    ProgramLogin.objects.update(ends=timezone.now())
    assert is_refused(second.refresh_token)


def test_what_has_ended_is_removed_when_another_is_allowed(ada: Entity, first: ProgramTokens) -> None:
    ProgramLogin.objects.update(ends=timezone.now() - timedelta(seconds=1))

    redeemed(allow(ada, ASKED))

    assert ProgramLogin.objects.count() == 1
    assert works(first.access_token)


def test_nothing_lives_longer_than_admins_let_tokens_live(ada: Entity) -> None:
    change("tokens.max_lifetime_seconds", 300, OPERATOR)

    assert redeemed(allow(ada, ASKED)).seconds == 300

    assert ProgramLogin.objects.get().ends <= timezone.now() + timedelta(seconds=300)


@pytest.mark.parametrize("end", [tokens.revoke, tokens.delete])
def test_whoever_ends_the_token_ends_the_program(first: ProgramTokens, end: Any) -> None:
    end(Auth.objects.get(), OPERATOR)

    assert is_refused(first.refresh_token)


def test_a_refresh_token_is_good_still_if_there_was_no_room_for_a_token(first: ProgramTokens) -> None:
    change("tokens.max_active", 1, OPERATOR)
    with pytest.raises(Conflict):
        refresh(first.refresh_token)

    change("tokens.max_active", 2, OPERATOR)
    assert works(refresh(first.refresh_token).access_token)


@pytest.mark.parametrize("text", ["", "x", f"gqlrefresh_{'0' * 32}_{'0' * 64}", "gqlrefresh_\x00"])
def test_any_text_may_be_shown(text: str) -> None:
    assert is_refused(text)
    with pytest.raises(OAuthError):
        redeemed(text)


def test_only_hashes_are_kept(ada: Entity, first: ProgramTokens) -> None:
    code = allow(ada, ASKED)
    kept = str([*ProgramLogin.objects.values(), *Audit.objects.values()])

    for secret in (code, *first.refresh_token.split("_")[1:]):
        assert secret not in kept
