import pytest
from django.core.management import call_command
from django.db import connection

TABLES = {
    "accounts_audit",
    "accounts_auth",
    "accounts_authclaim",
    "accounts_authgroup",
    "accounts_entity",
    "accounts_entitypersona",
    "accounts_programlogin",
    "accounts_setting",
    "accounts_trellolink",
    "accounts_user",
}


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("accounts_")} & TABLES


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.django_db(transaction=True)
def test_the_migrations_go_back_to_nothing_and_forth_again() -> None:
    assert tables() == TABLES

    call_command("migrate", "admin", "zero", verbosity=0)
    call_command("migrate", "accounts", "zero", verbosity=0)
    assert tables() == set()

    call_command("migrate", verbosity=0)
    assert tables() == TABLES
