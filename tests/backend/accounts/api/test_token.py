from typing import Any

import pytest

from app.backend.accounts.models import Audit, Auth, Entity
from app.contracts.api_token import is_well_formed
from tests.backend.asking import Asking, asking_as, granted


def test_a_new_token_is_shown_once(asking: Asking) -> None:
    made = asking("POST", "/token", {"name": " ci ", "seconds": 60, "persona": "mobile"})

    assert made.status == 201
    assert made.headers["Cache-Control"] == "no-store"
    assert is_well_formed(made.body["token"])
    assert (made.body["name"], made.body["persona"], made.body["state"]) == ("ci", "mobile", "active")
    listed = asking("GET", "/token")
    assert [each["name"] for each in listed.body] == ["ci", "test"]
    assert made.body["token"] not in str(listed.body)
    assert Asking(made.body["token"])("GET", "/me").status == 200


def test_a_new_token_needs_a_name_and_no_more(asking: Asking) -> None:
    made = asking("POST", "/token", {"name": "ci"})

    assert (made.body["expires"], made.body["persona"]) == (None, "api")


def test_a_token_may_what_the_one_may_that_it_was_made_with(ada: Entity) -> None:
    asking = asking_as(ada, groups=["b", "a"], claims={"email": "a@b.example"})
    token = asking("POST", "/token", {"name": "ci"}).body["token"]

    assert Asking(token)("GET", "/me").body["groups"] == ["a", "b"]
    auth = Auth.objects.get(name="ci")
    assert dict(auth.claims.values_list("name", "value")) == {"email": "a@b.example"}


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/name"]),
        ({"name": "", "seconds": -1}, ["#/name", "#/seconds"]),
        ({"name": "x" * 101}, ["#/name"]),
        ({"name": "a\nb"}, ["#/name"]),
        ({"name": "x", "persona": "fridge"}, ["#/persona"]),
        ({"name": "x", "seconds": 10**30}, ["#/seconds"]),
        ({"name": "x", "seconds": False}, ["#/seconds"]),
        ({"name": "x", "seconds": "60"}, ["#/seconds"]),
        ([1], ["#"]),
        ({"name": "x", "secnds": 60}, ["#/secnds"]),
    ],
)
def test_what_cannot_be_used_is_pointed_at(asking: Asking, body: Any, pointers: list[str]) -> None:
    answer = asking("POST", "/token", body)

    assert answer.status == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [each["pointer"] for each in answer.body["errors"]] == pointers
    assert Auth.objects.count() == 1


def test_a_token_is_renamed_extended_and_revoked(asking: Asking) -> None:
    made = asking("POST", "/token", {"name": "ci"}).body
    path = f"/token/{made['id']}"

    renamed = asking("PUT", path, {"name": "deploy"}).body
    assert (renamed["name"], renamed["expires"]) == ("deploy", None)
    extended = asking("PUT", path, {"seconds": 60}).body
    assert (extended["name"], extended["state"]) == ("deploy", "active")
    assert extended["expires"] is not None
    assert asking("PUT", path, {"state": "revoked"}).body["state"] == "revoked"

    assert Asking(made["token"])("GET", "/me").status == 401
    assert asking("PUT", path, {"seconds": 60}).status == 409


def test_all_that_is_asked_for_is_done_or_nothing(asking: Asking) -> None:
    made = asking("POST", "/token", {"name": "ci"}).body
    asking("PUT", f"/token/{made['id']}", {"state": "revoked"})

    assert asking("PUT", f"/token/{made['id']}", {"name": "deploy", "seconds": 60}).status == 409

    assert Auth.objects.get(pk=made["id"]).name == "ci"
    assert not Audit.objects.filter(action="token.renamed").exists()


def test_a_deleted_token_is_gone(asking: Asking) -> None:
    made = asking("POST", "/token", {"name": "ci"}).body
    path = f"/token/{made['id']}"

    assert asking("DELETE", path).status == 204

    assert asking("DELETE", path).status == 404
    assert [each["name"] for each in asking("GET", "/token").body] == ["test"]
    assert Asking(made["token"])("GET", "/me").status == 401


def test_another_tenants_tokens_are_out_of_reach(asking: Asking, grace: Entity) -> None:
    made = granted(grace, name="hers")
    path = f"/token/{made.auth.pk}"

    for answer in (asking("PUT", path, {"name": "mine"}), asking("DELETE", path)):
        assert (answer.status, answer.body["detail"]) == (404, "There is no such token of yours.")
    assert "hers" not in str(asking("GET", "/token").body)
    assert Auth.objects.get(pk=made.auth.pk).name == "hers"


def test_an_expired_token_is_listed_as_such(asking: Asking, ada: Entity) -> None:
    auth = granted(ada, seconds=1).auth
    Auth.objects.filter(pk=auth.pk).update(granted="2020-01-01T00:00:00Z")

    assert asking("GET", "/token").body[-1]["state"] == "expired"


def test_a_list_is_read_in_parts_newest_first(ada: Entity) -> None:
    for number in range(4):
        granted(ada, name=str(number))
    asking = asking_as(ada, name="4")

    assert [each["name"] for each in asking("GET", "/token?limit=2").body] == ["4", "3"]
    assert [each["name"] for each in asking("GET", "/token?limit=2&offset=3").body] == ["1", "0"]
    assert asking("GET", "/token?limit=0").body["errors"][0]["pointer"] == "#/query/limit"


def test_a_token_that_ends_makes_none_that_outlives_it(ada: Entity) -> None:
    answer = asking_as(ada, seconds=60)("POST", "/token", {"name": "ci"})

    assert answer.status == 403
    assert answer.body["detail"].startswith("A token cannot make one that outlives it")
