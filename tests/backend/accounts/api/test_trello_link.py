from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from app.backend.accounts import trello_links
from app.backend.accounts.models import Audit, Entity, TrelloLink
from app.backend.errors import Invalid, InvalidField, Unavailable
from tests.backend.asking import Asking, asking_as
from tests.backend.upstreams import Said, upstream_that_says

TOKEN = "planted" + "0" * 57
LINKED = {"linked": True, "account": "grace", "ends": "2030-01-02T03:04:00Z"}
UNLINKED = {"linked": False, "account": None, "since": None, "ends": None}


@pytest.fixture
def said() -> Iterator[Said]:
    with upstream_that_says() as said:
        yield said


def without_since(body: Any) -> Any:
    return {name: value for name, value in body.items() if name != "since"}


def test_a_program_links_by_a_token_which_is_kept_and_never_shown(
    asking: Asking,
    ada: Entity,
    said: Said,  # noqa: ARG001
) -> None:
    assert asking("GET", "/me/trello").body == UNLINKED

    made = asking("POST", "/me/trello", {"token": TOKEN})

    assert (made.status, without_since(made.body)) == (200, LINKED)
    kept = trello_links.trello_token(ada.tenant, ada.account)
    assert kept
    assert kept.get_secret_value() == TOKEN
    shown = asking("GET", "/me/trello")
    assert shown.body == made.body
    assert shown.body["since"] is not None
    assert TOKEN not in f"{made} {shown} {list(Audit.objects.values())}"
    row = Audit.objects.latest("pk")
    assert (row.action, row.detail) == ("trello.linked", {"account": "grace"})


def test_nobody_else_is_linked_by_it(asking: Asking, grace: Entity, said: Said) -> None:  # noqa: ARG001
    asking("POST", "/me/trello", {"token": TOKEN})

    assert asking_as(grace)("GET", "/me/trello").body == UNLINKED
    assert asking_as(grace)("DELETE", "/me/trello").status == 404


@pytest.mark.parametrize(
    ("failure", "status", "retry_after"),
    [
        (Invalid(InvalidField("token: no good", "#/token")), 422, None),
        (Unavailable("Away."), 503, None),
        (Unavailable("Away.", retry_after=7), 503, "7"),
    ],
)
def test_what_the_upstream_does_not_confirm_changes_nothing(
    asking: Asking, said: Said, failure: Any, status: int, retry_after: str | None
) -> None:
    asking("POST", "/me/trello", {"token": "first"})
    before = list(TrelloLink.objects.values())
    said.failure = failure

    refused = asking("POST", "/me/trello", {"token": TOKEN})

    assert (refused.status, refused.headers.get("Retry-After")) == (status, retry_after)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert TOKEN not in str(refused)
    assert list(TrelloLink.objects.values()) == before


@pytest.mark.parametrize("token", ["", "x" * 513, 1, None])
def test_what_is_no_token_is_refused_without_being_told_again(asking: Asking, token: Any) -> None:
    refused = asking("POST", "/me/trello", {"token": token})

    assert refused.status == 422
    assert refused.body["errors"][0]["pointer"] == "#/token"
    assert "xxx" not in str(refused)


def test_unlinking_forgets_the_token_and_may_end_it(asking: Asking, ada: Entity, said: Said) -> None:
    for query, revoked in (("", []), ("?revoke=true", [TOKEN])):
        asking("POST", "/me/trello", {"token": TOKEN})

        assert asking("DELETE", f"/me/trello{query}").status == 204

        assert said.revoked == revoked
        assert trello_links.trello_token(ada.tenant, ada.account) is None
        assert Audit.objects.latest("pk").detail == {"revoked": bool(revoked)}
    assert asking("DELETE", "/me/trello").status == 404


def test_what_cannot_be_ended_is_not_forgotten_either_if_both_are_wanted(asking: Asking, said: Said) -> None:
    asking("POST", "/me/trello", {"token": TOKEN})
    said.failure = Unavailable("Away.")

    assert asking("DELETE", "/me/trello?revoke=true").status == 503
    assert asking("GET", "/me/trello").body["linked"] is True
    assert asking("DELETE", "/me/trello").status == 204


@pytest.mark.django_db
def test_who_is_not_known_links_nothing() -> None:
    for method in ("GET", "POST", "DELETE"):
        assert Asking(None)(method, "/me/trello", {"token": TOKEN}).status == 401
    page = Client().get("/me/trello", headers={"Accept": "text/html"})
    assert page.headers["Location"] == "/login?next=%2Fme%2Ftrello%2Flink"
