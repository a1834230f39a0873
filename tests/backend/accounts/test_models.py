"""What the database itself refuses, whatever the code does."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from app.backend.accounts.models import (
    Audit,
    Auth,
    AuthClaim,
    AuthGroup,
    Entity,
    EntityPersona,
    Setting,
    TrelloLink,
    User,
)
from tests.backend.asking import granted


def refused(model: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def test_entities_have_names_and_are_there_once(ada: Entity) -> None:
    refused(Entity, tenant=ada.tenant, account=ada.account)
    refused(Entity, tenant="", account="ada")
    refused(Entity, tenant="https://one.example", account="")


def test_personas_are_of_a_known_source_and_there_once(ada: Entity) -> None:
    EntityPersona.objects.create(entity=ada, source="pc")

    refused(EntityPersona, entity=ada, source="pc")
    refused(EntityPersona, entity=ada, source="fridge")


def test_tokens_are_in_a_known_state_and_there_once(ada: Entity) -> None:
    auth = granted(ada).auth
    values = {"entity": ada, "persona": auth.persona, "name": "x", "seconds": 0}

    refused(Auth, **values, token_hash=auth.token_hash)
    refused(Auth, **values, token_hash="1", state="asleep")


def test_claims_and_groups_are_there_once_for_a_token(ada: Entity) -> None:
    auth = granted(ada, groups=["a"], claims={"a": 1}).auth

    refused(AuthGroup, auth=auth, name="a")
    refused(AuthClaim, auth=auth, name="a", value=2)
    AuthGroup.objects.create(auth=auth, name="A")


def test_whoever_is_forgotten_is_forgotten_whole_but_for_the_record_of_changes(ada: Entity) -> None:
    granted(ada, groups=["a"], claims={"a": 1})
    TrelloLink.objects.create(entity=ada, encrypted_token=b"x")

    ada.delete()

    for model in (Entity, EntityPersona, Auth, AuthClaim, AuthGroup, TrelloLink):
        assert not model.objects.exists()
    assert [(row.action, row.entity) for row in Audit.objects.all()] == [("token.created", None)]


def test_rows_are_told_apart_by_people(ada: Entity) -> None:
    auth = granted(ada, name="ci", groups=["team"], claims={"email": "a@b.example"}).auth

    rows = [
        ada,
        auth,
        auth.persona,
        auth.groups.get(),
        auth.claims.get(),
        Setting(name="tokens.max_active"),
        TrelloLink(entity=ada),
        Audit(action="token.revoked", target="token:1"),
        User(username="ada"),
    ]

    assert [str(row) for row in rows] == [
        "ada at https://one.example",
        "ci",
        "ada at https://one.example (api)",
        "team of ci",
        "email of ci",
        "tokens.max_active",
        "Trello of ada at https://one.example",
        "token.revoked token:1",
        "ada",
    ]
