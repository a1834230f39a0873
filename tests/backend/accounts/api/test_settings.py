import pytest

from app.backend.accounts.actor import OPERATOR
from app.backend.accounts.entities import make_admin
from app.backend.accounts.models import Entity
from tests.backend.asking import Asking


@pytest.fixture
def admin(ada: Entity, asking: Asking) -> Asking:
    make_admin(ada, OPERATOR)
    return asking


def test_everyone_who_is_known_reads_the_settings(asking: Asking) -> None:
    answer = asking("GET", "/settings")

    assert answer.status == 200
    assert answer.body[0] == {
        "name": "tokens.max_active",
        "value": 100,
        "default": 100,
        "is_set": False,
        "description": "How many active tokens an entity may have at a time.",
    }


def test_an_admin_sets_changes_and_resets_a_setting(admin: Asking) -> None:
    path = "/settings/tokens.max_active"

    added = admin("POST", "/settings", {"name": "tokens.max_active", "value": 5})
    assert (added.status, added.body["value"], added.body["is_set"]) == (201, 5, True)
    assert admin("POST", "/settings", {"name": "tokens.max_active", "value": 6}).status == 409
    assert admin("PUT", path, {"value": 7}).body["value"] == 7
    assert admin("GET", "/settings").body[0]["value"] == 7
    assert admin("DELETE", path).status == 204
    assert admin("DELETE", path).status == 404
    assert admin("GET", "/settings").body[0]["value"] == 100


def test_nobody_else_changes_one(asking: Asking) -> None:
    path = "/settings/tokens.max_active"

    for answer in (
        asking("POST", "/settings", {"name": "tokens.max_active", "value": 5}),
        asking("PUT", path, {"value": 5}),
        asking("DELETE", path),
    ):
        assert (answer.status, answer.body["detail"]) == (403, "Only admins may change settings.")


def test_a_value_that_does_not_fit_is_pointed_at(admin: Asking) -> None:
    answer = admin("PUT", "/settings/tokens.max_active", {"value": "many"})

    assert answer.status == 422
    assert answer.body["errors"] == [
        {"detail": "value: Input should be a valid integer", "pointer": "#/value"}
    ]


def test_there_is_no_setting_but_those_declared(admin: Asking) -> None:
    assert admin("PUT", "/settings/colour", {"value": "red"}).status == 404
