import pytest

from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import make_admin
from app.backend.accounts.models import Audit, Entity, User
from app.backend.accounts.openid.identity import Identity
from app.backend.accounts.sign_in import sign_in
from app.backend.errors import Invalid
from tests.backend.asking import asking_as, granted


def said(
    *groups: str, tenant: str = "https://one.example", account: str = "ada", is_admin: bool | None = None
) -> Identity:
    return Identity(tenant, account, groups, {"name": "Ada"}, is_admin)


@pytest.mark.django_db
def test_whoever_signs_in_first_is_a_new_entity() -> None:
    user = sign_in(said("team"))

    entity = Entity.objects.get()
    assert (entity.tenant, entity.account, entity.user) == ("https://one.example", "ada", user)
    assert (entity.claims, entity.groups, entity.is_admin) == ({"name": "Ada"}, ["team"], False)
    assert [each.source for each in entity.personas.all()] == ["pc"]
    assert not user.has_usable_password()
    assert not user.is_staff


@pytest.mark.django_db
def test_whoever_signs_in_again_is_the_same() -> None:
    assert sign_in(said()) == sign_in(said())
    assert (Entity.objects.count(), User.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_same_account_elsewhere_is_somebody_else() -> None:
    assert sign_in(said()) != sign_in(said(tenant="https://two.example"))
    assert Entity.objects.count() == 2


def test_tokens_lose_the_groups_that_their_entity_has_left(ada: Entity, grace: Entity) -> None:
    mine, others = asking_as(ada, groups=["team", "ops"]), asking_as(grace, groups=["ops"])

    sign_in(said("team", "new"))

    assert mine("GET", "/me").body["groups"] == ["team"]
    assert others("GET", "/me").body["groups"] == ["ops"]
    record = Audit.objects.get(action="entity.signed_in")
    assert (record.entity, record.detail) == (ada, {"groups_withdrawn": ["ops"]})


def test_the_group_of_admins_makes_admins_and_ends_them(ada: Entity) -> None:
    asking = asking_as(ada)

    sign_in(said("ops", is_admin=True))
    assert asking("GET", "/me").body["is_admin"] is True

    sign_in(said(is_admin=False))
    assert asking("GET", "/me").body["is_admin"] is False
    actions = Audit.objects.filter(action__contains="admin").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["entity.admin", "entity.no_admin"]


def test_who_was_made_admin_here_stays_one_where_the_tenant_has_no_say(ada: Entity) -> None:
    make_admin(ada, OPERATOR)

    sign_in(said())

    ada.refresh_from_db()
    assert ada.is_admin


def test_a_token_is_whatever_it_was(ada: Entity) -> None:
    token = granted(ada, claims={"name": "Before"})

    sign_in(said())

    assert dict(token.auth.claims.values_list("name", "value")) == {"name": "Before"}


@pytest.mark.django_db
@pytest.mark.parametrize("account", ["", " ada", "x" * 256])
def test_an_account_that_cannot_be_kept_is_refused(account: str) -> None:
    with pytest.raises(Invalid):
        sign_in(said(account=account))
    assert Entity.objects.count() == 0
