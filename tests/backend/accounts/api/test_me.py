import pytest
from pydantic import SecretStr

from app.backend.accounts import trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.models import Auth, Entity
from app.contracts.api_token import new_token
from tests.backend.asking import Asking, asking_as, granted


def test_it_says_who_asks(ada: Entity) -> None:
    trello_links.keep(ada, SecretStr("t"), OPERATOR)
    granted(ada, source="pc")

    answer = asking_as(ada, groups=["team"])("GET", "/me")

    assert answer.status == 200
    assert answer.body == {
        "tenant": "https://one.example",
        "account": "ada",
        "groups": ["team"],
        "personas": ["api", "pc"],
        "is_admin": False,
        "trello_linked": True,
        "token_id": Auth.objects.latest("pk").pk,
    }


def test_who_sends_no_token_is_told_to(db: None) -> None:  # noqa: ARG001  # none is read
    answer = Asking(None)("GET", "/me")

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.body["detail"] == "Send a token: `Authorization: Bearer …`."


@pytest.mark.django_db
def test_a_token_that_was_never_made_opens_nothing() -> None:
    assert Asking(new_token())("GET", "/me").status == 401


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["gqlapi_" + "0" * 49, "x", "gqlapi_", "ü"])
def test_a_token_that_opens_nothing_is_told_apart(token: str) -> None:
    answer = Asking(token)("GET", "/me")

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
