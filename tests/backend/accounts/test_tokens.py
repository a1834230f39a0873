from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from app.backend.accounts import service_settings, tokens
from app.backend.accounts.actor import OPERATOR, Actor
from app.backend.accounts.introspection import viewer_of
from app.backend.accounts.models import Audit, Auth, Entity
from app.backend.accounts.tokens import Grant
from app.backend.errors import Conflict, Forbidden, Invalid, NotFound
from tests.backend.asking import granted

DAY = 24 * 60 * 60


def audited() -> list[tuple[str, str, dict[str, Any]]]:
    return [(row.action, row.target, row.detail) for row in Audit.objects.order_by("pk")]


def test_a_token_is_known_when_it_is_made_and_never_again(ada: Entity) -> None:
    made = granted(ada)

    rows = [*Auth.objects.values_list(), *Audit.objects.values_list()]
    assert made.token not in str(rows)
    assert viewer_of(made.token)


def test_what_was_wanted_is_what_is_kept(ada: Entity) -> None:
    grant = Grant("ci", seconds=60, source="mobile", groups=["a", "b", "a"], claims={"email_verified": True})

    auth = tokens.grant(ada, grant, OPERATOR).auth

    kept = Auth.objects.get(pk=auth.pk)
    assert (kept.entity, kept.name, kept.seconds, kept.state) == (ada, "ci", 60, "active")
    assert (kept.persona.entity, kept.persona.source) == (ada, "mobile")
    assert sorted(kept.groups.values_list("name", flat=True)) == ["a", "b"]
    assert dict(kept.claims.values_list("name", "value")) == {"email_verified": True}
    assert kept.expires == kept.granted + timedelta(seconds=60)


def test_a_token_without_a_lifetime_never_expires(ada: Entity) -> None:
    assert granted(ada, seconds=0).auth.expires is None


def test_every_change_leaves_a_record_without_a_secret(ada: Entity) -> None:
    made = granted(ada, name="ci", seconds=60)
    auth, actor = made.auth, Actor(ada, granted(ada).auth.expires)
    tokens.rename(auth, "deploy", actor)
    tokens.extend(auth, DAY, actor)
    tokens.revoke(auth, actor)
    target = f"token:{auth.pk}"
    tokens.delete(auth, actor)

    rows = [row for row in audited() if row[1] == target]
    assert rows == [
        ("token.created", target, {"name": "ci", "seconds": 60, "persona": "api"}),
        ("token.renamed", target, {"name": "deploy"}),
        ("token.extended", target, {"seconds": DAY}),
        ("token.revoked", target, {"name": "deploy"}),
        ("token.deleted", target, {"name": "deploy"}),
    ]
    assert [row.actor for row in Audit.objects.filter(target=target).order_by("pk")] == [None] + [ada] * 4
    assert {row.entity for row in Audit.objects.all()} == {ada}
    assert made.token not in str(rows)


def test_another_entitys_token_is_as_if_it_were_not_there(ada: Entity, grace: Entity) -> None:
    auth = granted(grace).auth

    with pytest.raises(NotFound):
        tokens.token_of(ada, auth.pk)
    assert tokens.token_of(grace, auth.pk) == auth


def test_an_extended_token_lives_from_now_on(ada: Entity) -> None:
    made = granted(ada, seconds=60)
    Auth.objects.filter(pk=made.auth.pk).update(granted=timezone.now() - timedelta(days=2))
    auth = tokens.token_of(ada, made.auth.pk)
    assert viewer_of(made.token) is None

    tokens.extend(auth, DAY, OPERATOR)

    assert auth.expires
    assert abs(auth.expires - timezone.now() - timedelta(days=1)) < timedelta(minutes=1)
    assert viewer_of(made.token)

    tokens.extend(auth, 0, OPERATOR)
    assert auth.expires is None


def test_a_revoked_token_stays_revoked(ada: Entity) -> None:
    made = granted(ada)
    stale = tokens.token_of(ada, made.auth.pk)
    tokens.revoke(made.auth, OPERATOR)

    with pytest.raises(Conflict):
        tokens.extend(stale, DAY, OPERATOR)
    tokens.revoke(stale, OPERATOR)

    assert viewer_of(made.token) is None
    assert [action for action, *_ in audited()] == ["token.created", "token.revoked"]


def test_a_deleted_token_is_gone(ada: Entity) -> None:
    made = granted(ada, groups=["a"], claims={"a": 1})
    tokens.delete(made.auth, OPERATOR)

    assert viewer_of(made.token) is None
    assert not Auth.objects.exists()


def test_a_token_makes_none_that_outlives_it(ada: Entity) -> None:
    auth = granted(ada, seconds=60).auth
    short = Actor(ada, auth.expires)

    for seconds in (0, DAY):
        with pytest.raises(Forbidden):
            tokens.grant(ada, Grant("x", seconds=seconds), short)
        with pytest.raises(Forbidden):
            tokens.extend(auth, seconds, short)
    assert tokens.grant(ada, Grant("x", seconds=30), short).auth.seconds == 30


def test_admins_may_bound_the_lifetime_of_tokens(ada: Entity) -> None:
    auth = granted(ada).auth
    service_settings.change("tokens.max_lifetime_seconds", DAY, OPERATOR)

    for seconds in (0, DAY + 1):
        with pytest.raises(Invalid, match=f"tokens may live for 1 to {DAY} seconds here"):
            tokens.grant(ada, Grant("x", seconds=seconds), OPERATOR)
        with pytest.raises(Invalid):
            tokens.extend(auth, seconds, OPERATOR)
    assert tokens.grant(ada, Grant("x", seconds=DAY), OPERATOR).auth.seconds == DAY


def test_admins_may_bound_the_number_of_active_tokens(ada: Entity, grace: Entity) -> None:
    first = granted(ada).auth
    expired = granted(ada, seconds=60).auth
    Auth.objects.filter(pk=expired.pk).update(granted=timezone.now() - timedelta(days=1))
    service_settings.change("tokens.max_active", 1, OPERATOR)

    with pytest.raises(Conflict, match="There are 1 active tokens already"):
        granted(ada)
    granted(grace)
    tokens.revoke(first, OPERATOR)
    granted(ada)
