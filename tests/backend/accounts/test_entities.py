import pytest

from app.backend.accounts.entities import entity_of
from app.backend.accounts.models import Entity
from app.backend.errors import Invalid

pytestmark = pytest.mark.django_db


def test_an_account_at_a_tenant_is_always_the_same_entity() -> None:
    assert entity_of("https://one.example", "ada") == entity_of("https://one.example", "ada")
    assert Entity.objects.count() == 1


@pytest.mark.parametrize(
    ("tenant", "account"),
    [
        ("https://two.example", "ada"),
        ("https://one.example", "Ada"),
        ("https://one.example", "àda"),
        ("https://ONE.example", "ada"),
        ("https://one.example/", "ada"),
    ],
)
def test_what_differs_in_anything_is_another_entity(tenant: str, account: str) -> None:
    assert entity_of(tenant, account) != entity_of("https://one.example", "ada")


@pytest.mark.parametrize("value", ["", " ada", "ada ", "ada\n", "x" * 256])
def test_what_a_database_would_not_keep_as_it_is_is_refused(value: str) -> None:
    with pytest.raises(Invalid, match="account: must be 1 to 255 characters"):
        entity_of("https://one.example", value)
    with pytest.raises(Invalid, match="tenant: must be 1 to 255 characters"):
        entity_of(value, "ada")
    assert not Entity.objects.exists()


def test_the_longest_names_are_kept() -> None:
    entity = entity_of("x" * 255, "😀" * 255)

    entity.refresh_from_db()

    assert (entity.tenant, entity.account) == ("x" * 255, "😀" * 255)
