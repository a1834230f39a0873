from typing import Any

import pytest

from app.backend.accounts import service_settings
from app.backend.accounts.actor import OPERATOR, Actor
from app.backend.accounts.entities import make_admin
from app.backend.accounts.models import Audit, Entity
from app.backend.accounts.service_settings import MAX_ACTIVE, MAX_LIFETIME, value_of
from app.backend.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db


def test_a_setting_is_at_its_default_until_it_is_set() -> None:
    assert value_of(MAX_ACTIVE) == 100

    service_settings.change("tokens.max_active", 5, OPERATOR)
    assert value_of(MAX_ACTIVE) == 5

    service_settings.reset("tokens.max_active", OPERATOR)
    assert value_of(MAX_ACTIVE) == 100


def test_all_are_listed_whether_set_or_not() -> None:
    service_settings.change("tokens.max_active", 5, OPERATOR)

    listed = [(each.definition, each.value, each.is_set) for each in service_settings.all_settings()]

    assert listed == [(MAX_ACTIVE, 5, True), (MAX_LIFETIME, 0, False)]


def test_each_default_is_of_its_type() -> None:
    for definition in service_settings.REGISTRY.values():
        assert definition.type.validate_python(definition.default) == definition.default


@pytest.mark.parametrize("value", ["5", 0, 1.5, None, True, [], {}])
def test_a_value_of_another_type_is_refused(value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        service_settings.change("tokens.max_active", value, OPERATOR)

    assert caught.value.fields[0].pointer == "#/value"
    assert value_of(MAX_ACTIVE) == 100


def test_what_is_set_is_not_added() -> None:
    service_settings.add("tokens.max_active", 5, OPERATOR)

    with pytest.raises(Conflict):
        service_settings.add("tokens.max_active", 6, OPERATOR)
    assert value_of(MAX_ACTIVE) == 5


def test_what_is_not_set_is_not_reset() -> None:
    with pytest.raises(NotFound):
        service_settings.reset("tokens.max_active", OPERATOR)


def test_a_setting_that_nobody_declared_is_refused_by_naming_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"there are tokens\.max_active, tokens\.max_lifetime_seconds\."):
        service_settings.change("tokens.max", 5, OPERATOR)


def test_only_admins_change_settings(ada: Entity) -> None:
    for change in (service_settings.add, service_settings.change):
        with pytest.raises(Forbidden):
            change("tokens.max_active", 5, Actor(ada))
    with pytest.raises(Forbidden):
        service_settings.reset("tokens.max_active", Actor(ada))
    assert not Audit.objects.exists()

    make_admin(ada, OPERATOR)
    service_settings.change("tokens.max_active", 5, Actor(ada))


def test_every_change_leaves_a_record(ada: Entity) -> None:
    make_admin(ada, OPERATOR)
    service_settings.add("tokens.max_active", 5, Actor(ada))
    service_settings.change("tokens.max_active", 6, Actor(ada))
    service_settings.reset("tokens.max_active", Actor(ada))

    rows = [(row.actor, row.action, row.target, row.detail) for row in Audit.objects.order_by("pk")]
    assert rows == [
        (None, "entity.admin", f"entity:{ada.pk}", {}),
        (ada, "setting.changed", "setting:tokens.max_active", {"value": 5}),
        (ada, "setting.changed", "setting:tokens.max_active", {"value": 6}),
        (ada, "setting.reset", "setting:tokens.max_active", {"value": 100}),
    ]
