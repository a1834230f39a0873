from datetime import timedelta

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import RequestFactory, override_settings
from django.utils import timezone

from app.backend.accounts.models import Entity
from app.backend.accounts.openid.adapter import SignInAdapter
from app.backend.config.settings import BACKEND
from tests.backend.accounts.openid.test_identity import ISSUER, NONCE, PROVIDER


@pytest.mark.django_db
@override_settings(BACKEND=BACKEND.model_copy(update={"openid_providers": (PROVIDER,)}))
def test_who_signs_in_begins_a_session_and_removes_those_that_have_ended() -> None:
    now = timezone.now()
    for key, seconds in (("ended", -1), ("goes on", 60)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(seconds=seconds))
    request = RequestFactory().get("/callback/one")
    request.session = SessionStore()
    said = {"id_token": {"iss": ISSUER, "sub": "x" * 255, "nonce": NONCE}}
    login = SocialLogin(account=SocialAccount(provider="one", extra_data=said))
    login.state = {"nonce": NONCE, "next": "/me"}

    with pytest.raises(ImmediateHttpResponse) as answered:
        SignInAdapter().pre_social_login(request, login)

    assert answered.value.response.headers["Location"] == "/me"
    assert Entity.objects.get().account == "x" * 255
    request.session.save()
    keys = set(Session.objects.values_list("session_key", flat=True))
    assert keys == {"goes on", request.session.session_key}
