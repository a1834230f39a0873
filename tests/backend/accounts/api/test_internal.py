import pytest
from pydantic import SecretStr, TypeAdapter
from pytest_django import Settings

from app.backend.accounts import tokens, trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import make_admin
from app.backend.accounts.models import Entity
from app.contracts.credentials import CredentialRequest, TrelloCredential
from app.contracts.introspection import ActiveToken, InactiveToken
from tests.backend.asking import SERVICE_SECRET, Asking, granted

VERDICT = TypeAdapter[ActiveToken | InactiveToken](ActiveToken | InactiveToken)


@pytest.fixture
def gateway() -> Asking:
    return Asking(SERVICE_SECRET)


def test_an_active_token_is_told_of_in_full(ada: Entity, gateway: Asking) -> None:
    make_admin(ada, OPERATOR)
    trello_links.keep(ada, SecretStr("secret-of-trello"), OPERATOR)
    made = granted(ada, seconds=60, groups=["b", "a"], source="mobile")

    answer = gateway("POST", "/internal/introspect", f"token={made.token}&token_type_hint=access_token")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    granted_at = int(made.auth.granted.timestamp())
    assert answer.body == {
        "v": 1,
        "active": True,
        "token_type": "Bearer",
        "iss": "https://one.example",
        "sub": "ada",
        "jti": str(made.auth.pk),
        "iat": granted_at,
        "exp": granted_at + 60,
        "entity": ada.pk,
        "persona": "mobile",
        "groups": ["a", "b"],
        "admin": True,
        "trello_linked": True,
    }
    assert isinstance(VERDICT.validate_python(answer.body), ActiveToken)


def test_a_token_that_never_expires_has_no_end(ada: Entity, gateway: Asking) -> None:
    answer = gateway("POST", "/internal/introspect", f"token={granted(ada).token}")

    assert "exp" not in answer.body
    verdict = VERDICT.validate_python(answer.body)
    assert isinstance(verdict, ActiveToken)
    assert verdict.exp is None


def test_of_any_other_token_nothing_is_told(ada: Entity, gateway: Asking) -> None:
    made = granted(ada)
    tokens.revoke(made.auth, OPERATOR)

    for token in (made.token, "x", ""):
        answer = gateway("POST", "/internal/introspect", f"token={token}")
        assert (answer.status, answer.body) == (200, {"active": False})
        assert VERDICT.validate_python(answer.body) == InactiveToken()


def test_a_credential_is_given_to_whoever_has_the_secret(ada: Entity, grace: Entity, gateway: Asking) -> None:
    trello_links.keep(ada, SecretStr("secret-of-trello"), OPERATOR)

    wanted = CredentialRequest(iss=ada.tenant, sub=ada.account)
    answer = gateway("POST", "/internal/credentials", wanted.model_dump())
    assert (answer.status, answer.body) == (200, {"v": 1, "token": "secret-of-trello"})
    assert answer.headers["Cache-Control"] == "no-store"
    credential = TrelloCredential.model_validate(answer.body)
    assert credential.token.get_secret_value() == "secret-of-trello"
    assert "secret-of-trello" not in repr(credential)

    other = gateway("POST", "/internal/credentials", {"iss": grace.tenant, "sub": grace.account})
    assert (other.status, other.body["detail"]) == (404, "The entity has not linked Trello.")


def test_a_token_of_an_entity_opens_nothing_internal(asking: Asking) -> None:
    for path, body in (
        ("/internal/introspect", f"token={asking.token}"),
        ("/internal/credentials", {"iss": "https://one.example", "sub": "ada"}),
    ):
        assert asking("POST", path, body).status == 401
        assert Asking(None)("POST", path, body).status == 401


def test_the_secret_opens_nothing_else(gateway: Asking, ada: Entity) -> None:  # noqa: ARG001  # there is somebody
    assert gateway("GET", "/me").status == 401


@pytest.mark.django_db
def test_secrets_are_replaced_without_a_break(settings: Settings) -> None:
    both = (SecretStr("new"), SecretStr("old"))
    settings.BACKEND = settings.BACKEND.model_copy(update={"service_secrets": both})

    statuses = {
        secret: Asking(secret)("POST", "/internal/introspect", "token=x").status
        for secret in ("new", "old", SERVICE_SECRET, "ne", "newer", "ü")
    }

    assert statuses == {"new": 200, "old": 200, SERVICE_SECRET: 401, "ne": 401, "newer": 401, "ü": 401}
