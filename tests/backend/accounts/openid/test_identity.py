from typing import Any

import pytest
from pydantic import SecretStr

from app.backend.accounts.openid.errors import Untrusted
from app.backend.accounts.openid.identity import Identity, identity_of
from app.settings.openid import OpenIDProvider

ISSUER = "https://one.example"
NONCE = "n"
PROVIDER = OpenIDProvider(
    id="one", name="One", issuer=ISSUER, client_id="backend", client_secret=SecretStr("s"), admin_group="ops"
)


def identity(userinfo: dict[str, Any] | None = None, **id_token: Any) -> Identity:
    said = {"id_token": {"iss": ISSUER, "sub": "ada", "nonce": NONCE, "exp": 1, **id_token}}
    return identity_of(PROVIDER, said | ({} if userinfo is None else {"userinfo": userinfo}), NONCE)


def test_issuer_and_subject_say_who_it_is() -> None:
    found = identity({"sub": "ada", "name": "Ada"}, locale="en")

    assert (found.tenant, found.account) == (ISSUER, "ada")
    assert found.claims == {"name": "Ada", "locale": "en"}


@pytest.mark.parametrize(
    "said",
    [
        {"iss": "https://two.example"},
        {"iss": f"{ISSUER}/"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"userinfo": {"sub": "grace"}},
        {"userinfo": ["ada"]},
    ],
)
def test_what_is_not_for_this_sign_in_is_not_believed(said: dict[str, Any]) -> None:
    with pytest.raises(Untrusted):
        identity(**said)


def test_without_a_nonce_of_ours_nothing_is_believed() -> None:
    said = {"id_token": {"iss": ISSUER, "sub": "ada", "nonce": "None"}}
    with pytest.raises(Untrusted):
        identity_of(PROVIDER, said, None)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_verified_is_not_kept(verified: Any) -> None:
    assert "email" not in identity({"email": "boss@example.com", "email_verified": verified}).claims


def test_an_address_that_is_verified_is_kept() -> None:
    said = {"email": "ada@example.com", "email_verified": True}
    assert identity(said).claims == said


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        (["b", "a", "b"], ("b", "a")),
        (["a", 1, "", "x" * 256, None], ("a",)),
        ("ops", ()),
        (None, ()),
        ({"ops": True}, ()),
    ],
)
def test_groups_are_a_list_of_names(groups: Any, kept: tuple[str, ...]) -> None:
    found = identity({"groups": groups})

    assert (found.groups, found.is_admin) == (kept, False)
    assert "groups" not in found.claims


def test_whoever_is_in_the_group_of_admins_is_one() -> None:
    assert identity({"groups": ["ops"]}).is_admin is True


def test_a_tenant_without_such_a_group_has_no_say_in_that() -> None:
    said = {"id_token": {"iss": ISSUER, "sub": "ada", "nonce": NONCE, "groups": ["ops"]}}
    provider = PROVIDER.model_copy(update={"admin_group": None})
    assert identity_of(provider, said, NONCE).is_admin is None
