from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from pydantic import SecretStr

from app.backend.accounts import program_logins, trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.models import (
    Audit,
    Auth,
    AuthClaim,
    AuthGroup,
    Entity,
    EntityPersona,
    ProgramLogin,
    Setting,
    TrelloLink,
    User,
)
from app.backend.accounts.program_logins import ProgramRequest
from app.backend.accounts.service_settings import change
from tests.backend.asking import granted

TABLES = [Audit, Auth, AuthClaim, AuthGroup, Entity, EntityPersona, ProgramLogin, Setting, TrelloLink, User]


@pytest.fixture
def furnished(ada: Entity) -> str:
    """A row in every table; the text is a token."""
    trello_links.keep(ada, SecretStr("secret-of-trello"), OPERATOR)
    change("tokens.max_active", 5, OPERATOR)
    program_logins.allow(ada, ProgramRequest("reporter", "http://127.0.0.1:49152/", "c" * 43))
    return granted(ada, groups=["team"], claims={"email": "a@b.example"}).token


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_listed_searched_and_looked_at_without_a_secret(
    table: type, admin_client: Client, furnished: str
) -> None:
    model: Any = table
    base = f"/admin/accounts/{model._meta.model_name}/"
    row = model._default_manager.first()
    assert row

    for url in (base, f"{base}?q=ada", f"{base}{row.pk}/change/"):
        response = admin_client.get(url)
        page = response.content.decode()
        assert response.status_code == 200, url
        assert furnished not in page
        assert Auth.objects.get().token_hash not in page
        assert ProgramLogin.objects.get().code_hash not in page
        assert "secret-of-trello" not in page
        assert "encrypted" not in page.lower()


@pytest.mark.parametrize("table", [table for table in TABLES if table is not User])
def test_what_must_leave_a_record_is_not_changed_by_a_form(
    table: type, admin_client: Client, furnished: str
) -> None:
    model: Any = table
    row = model._default_manager.first()
    assert furnished
    assert row

    base = f"/admin/accounts/{model._meta.model_name}/"
    for url in (f"{base}add/", f"{base}{row.pk}/change/", f"{base}{row.pk}/delete/"):
        assert admin_client.post(url, {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_a_token_is_revoked_with_a_record_of_who_did_it(
    admin_client: Client, admin_user: AbstractBaseUser, ada: Entity, grace: Entity
) -> None:
    Entity.objects.filter(pk=grace.pk).update(user=admin_user)
    made = granted(ada)

    admin_client.post("/admin/accounts/auth/", {"action": "revoke", "_selected_action": [str(made.auth.pk)]})

    assert viewer_of(made.token) is None
    row = Audit.objects.get(action="token.revoked")
    assert (row.actor, row.entity) == (grace, ada)


def test_nobody_else_gets_in(client: Client) -> None:
    response = client.get("/admin/accounts/auth/")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/admin/login/?next=/admin/accounts/auth/",
    )


@pytest.mark.parametrize(
    "path", ["socialaccount/socialapp/", "socialaccount/socialtoken/", "account/emailaddress/"]
)
def test_tables_that_nothing_is_kept_in_are_not_offered(admin_client: Client, path: str) -> None:
    assert admin_client.get(f"/admin/{path}").status_code == 404
