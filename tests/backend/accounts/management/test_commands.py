from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pydantic import SecretStr
from pytest_django import Settings

from app.backend.accounts import trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.models import Auth, Entity, User
from app.backend.accounts.viewer import TokenViewer

pytestmark = pytest.mark.django_db

WHO = ("https://one.example", "ada")


def printed(*words: str) -> str:
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue().removesuffix("\n")


def viewer(token: str) -> TokenViewer:
    found = viewer_of(token)
    assert isinstance(found, TokenViewer)
    return found


def test_create_token_prints_a_token_and_nothing_else() -> None:
    made = viewer(printed("create_token", *WHO))

    assert str(made.auth.entity) == "ada at https://one.example"
    assert (made.auth.name, made.auth.seconds) == ("made on the command line", 0)


def test_create_token_does_what_it_is_told() -> None:
    options = ["--name=ci", "--seconds=60", "--persona=pc", "--group=a", "--group=b"]

    made = viewer(printed("create_token", *WHO, *options))

    assert (made.auth.name, made.auth.seconds, made.auth.persona.source) == ("ci", 60, "pc")
    assert made.groups == ("a", "b")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://one.example", ""], "account: must be 1 to 255 characters"),
        ([*WHO, "--seconds=-1"], "--seconds: must be 0 to 3153600000"),
        ([*WHO, "--name="], "--name: must be 1 to 100 characters"),
    ],
)
def test_create_token_says_what_is_wrong(words: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        printed("create_token", *words)
    assert not Auth.objects.exists()


def test_create_admin_prints_a_password_that_opens_the_admin(client: Client) -> None:
    password = printed("create_admin", *WHO, "boss")

    entity = Entity.objects.get()
    assert (entity.is_admin, entity.user) == (True, User.objects.get(username="boss"))
    assert len(password) == 24
    assert client.login(username="boss", password=password)
    assert client.get("/admin/").status_code == 200


def test_create_admin_makes_none_twice() -> None:
    printed("create_admin", *WHO, "boss")

    with pytest.raises(CommandError, match="There is such a user"):
        printed("create_admin", *WHO, "boss")
    with pytest.raises(CommandError, match="tenant: must be"):
        printed("create_admin", "", "ada", "other")
    with pytest.raises(CommandError, match="The entity has a user already: boss"):
        printed("create_admin", *WHO, "other")
    assert User.objects.count() == 1


def test_seed_demo_prints_a_new_token_and_ends_the_one_before() -> None:
    first = printed("seed_demo")
    assert viewer(first).is_admin

    second = printed("seed_demo")

    assert viewer(second).auth.entity == Entity.objects.get()
    assert viewer_of(first) is None


def test_seed_demo_is_for_development_only(settings: Settings) -> None:
    backend: Any = settings.BACKEND
    settings.BACKEND = backend.model_copy(update={"environment": "production"})

    with pytest.raises(CommandError, match="there is none outside development"):
        printed("seed_demo")
    assert not Entity.objects.exists()


def test_rotate_encryption_says_how_much_it_did(ada: Entity) -> None:
    trello_links.keep(ada, SecretStr("t"), OPERATOR)

    assert printed("rotate_encryption") == "1 encrypted with the newest key"
