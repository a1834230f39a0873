from typing import Any

import pytest

from app.sandbox.request import Request
from app.sandbox.router import ROUTER
from app.sandbox.routing import Router, Routes


def router(*patterns: str) -> Router:
    routes = Routes()

    @routes.get(*patterns)
    def _answer(_: Request) -> Any:
        return None

    return Router([routes])


def found(path: str, *patterns: str) -> tuple[str, dict[str, str]] | None:
    match = router(*patterns).find("GET", path.strip("/").split("/"))
    return match and (match[0].pattern, match[1])


def test_placeholders_get_what_stands_in_their_place() -> None:
    assert found("/boards/x/lists/open", "/boards/{board}/lists/{filter}") == (
        "/boards/{board}/lists/{filter}",
        {"board": "x", "filter": "open"},
    )


def test_a_word_wins_over_a_placeholder() -> None:
    patterns = ("/boards/{board}/{field}", "/boards/{board}/lists")

    assert found("/boards/x/lists", *patterns) == ("/boards/{board}/lists", {"board": "x"})
    assert found("/boards/x/name", *patterns) == ("/boards/{board}/{field}", {"board": "x", "field": "name"})


@pytest.mark.parametrize("path", ["/card/x", "/cards/x", "/Cards/x"])
def test_one_or_many_cards_are_the_same_in_any_case(path: str) -> None:
    assert found(path, "/cards/{card}") == ("/cards/{card}", {"card": "x"})


def test_words_inside_a_path_are_read_in_any_case() -> None:
    assert found("/boards/x/customfields", "/boards/{board}/customFields") is not None


@pytest.mark.parametrize("path", ["", "/", "/boards", "/boards/x/y/z", "/nowhere/x"])
def test_other_paths_have_no_route(path: str) -> None:
    assert found(path, "/boards/{board}") is None


def test_the_router_of_trello_knows_every_resource() -> None:
    roots = {route.segments[0].lower() for route in ROUTER.all}

    assert roots == {
        "actions", "batch", "boards", "cards", "checklists", "customfields", "labels", "lists", "members",
        "organizations", "search", "tokens", "webhooks",
    }  # fmt: skip
