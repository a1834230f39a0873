from collections.abc import Iterator
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import RequestFactory, override_settings

from app.backend.accounts.openid.errors import Untrusted
from app.backend.accounts.openid.protocol import OpenIDConnect
from app.backend.config.settings import BACKEND
from tests.backend.accounts.openid.test_identity import PROVIDER


@pytest.fixture(autouse=True)
def configured() -> Iterator[None]:
    with override_settings(BACKEND=BACKEND.model_copy(update={"openid_providers": (PROVIDER,)})):
        yield


def protocol() -> OpenIDConnect:
    return OpenIDConnect(RequestFactory().get("/login/one"), "one")


def test_metadata_of_another_issuer_is_not_believed() -> None:
    asks = protocol()
    asks._openid_config = {"issuer": "https://two.example"}

    with pytest.raises(Untrusted, match="the metadata is of another issuer"):
        _ = asks.openid_config


def test_an_answer_without_an_id_token_is_not_believed() -> None:
    answer = {"access_token": "a"}
    base = OpenIDConnect.__base__
    with patch.object(base, "get_access_token_data", return_value=answer), pytest.raises(Untrusted):
        protocol().get_access_token_data()


def test_browsers_are_sent_back_to_what_they_call_the_backend_by() -> None:
    request = RequestFactory().get("/login/one")
    assert protocol().get_callback_url(request, None) == "http://testserver/callback/one"

    public = settings.BACKEND.model_copy(update={"public_url": "https://accounts.example.com"})
    with override_settings(BACKEND=public):
        told = protocol().get_callback_url(request, None)
    assert told == "https://accounts.example.com/callback/one"


def test_a_subject_may_be_as_long_as_openid_connect_lets_it_be() -> None:
    asks, said = protocol(), {"sub": "x" * 255}
    with (
        patch.object(asks, "_decode_id_token", return_value=said),
        patch.object(asks, "_fetch_user_info", return_value=said),
    ):
        login = asks.complete_login(
            asks.request, None, SimpleNamespace(token="access"), response={"id_token": "jwt"}
        )

    assert login.account.provider == "one"
    assert login.account.extra_data == {"id_token": said, "userinfo": said}
