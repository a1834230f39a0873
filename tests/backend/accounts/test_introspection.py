from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pydantic import SecretStr
from pytest_django import DjangoAssertNumQueries, Settings

from app.backend.accounts import tokens, trello_links
from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.models import Auth, Entity
from app.backend.accounts.viewer import TokenViewer
from app.contracts.api_token import new_token
from tests.backend.asking import granted

pytestmark = pytest.mark.django_db


def with_keys(settings: Settings, *keys: str) -> None:
    secrets = tuple(SecretStr(key) for key in keys)
    settings.BACKEND = settings.BACKEND.model_copy(update={"token_keys": secrets})


def test_whose_token_it_is_takes_one_query_that_uses_an_index(
    ada: Entity, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = granted(ada, groups=["b", "a"]).token
    trello_links.keep(ada, SecretStr("t"), OPERATOR)

    with django_assert_num_queries(1):
        viewer = viewer_of(token)
        assert isinstance(viewer, TokenViewer)
        assert (viewer.auth.entity.tenant, viewer.auth.persona.source) == ("https://one.example", "api")
        assert viewer.groups == ("a", "b")
        assert viewer.trello_linked
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, Auth._meta.db_table).values()
    assert any(each["index"] or each["unique"] for each in indexes if each["columns"] == ["token_hash"])


def test_what_cannot_be_a_token_takes_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert viewer_of("gqlapi_" + "0" * 49) is None


def test_a_token_that_was_never_made_is_nobodys() -> None:
    assert viewer_of(new_token()) is None


def test_without_groups_or_trello_it_says_so(ada: Entity) -> None:
    viewer = viewer_of(granted(ada).token)

    assert viewer
    assert viewer.groups == ()
    assert not viewer.trello_linked
    assert not viewer.is_admin


def test_a_token_ends_with_its_last_second(ada: Entity) -> None:
    made = granted(ada, seconds=60)
    assert viewer_of(made.token)

    Auth.objects.filter(pk=made.auth.pk).update(granted=timezone.now() - timedelta(seconds=60))

    assert viewer_of(made.token) is None


def test_a_revoked_token_is_nobodys(ada: Entity) -> None:
    made = granted(ada)
    tokens.revoke(made.auth, OPERATOR)

    assert viewer_of(made.token) is None


def test_a_key_is_replaced_without_a_break(
    ada: Entity, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with_keys(settings, "old")
    used, unused = granted(ada).token, granted(ada).token

    with_keys(settings, "new", "old")
    assert viewer_of(used)
    with django_assert_num_queries(1):
        assert viewer_of(used)

    with_keys(settings, "new")
    assert viewer_of(used)
    assert viewer_of(unused) is None


def test_a_hash_is_nothing_without_its_key(ada: Entity, settings: Settings) -> None:
    token = granted(ada).token

    with_keys(settings, "another")

    assert viewer_of(token) is None


@pytest.mark.parametrize("text", ["", "ü", "gqlapi_\x00", "x" * 100_000])
def test_any_text_may_be_asked_for(text: str) -> None:
    assert viewer_of(text) is None
