import pytest

from app.trello.budget.account import Kind
from app.trello.budget.prices import prices, special_route
from app.trello.request import Request

BOARD = Request.of("boards", "b")
MEMBER = Request.of("members", "me", params={"fields": "id"})
SEARCH = Request.of("search", params={"query": "x"})


@pytest.mark.parametrize(
    ("request_", "route"),
    [
        (MEMBER, "members"),
        (Request.of("members", "a/b"), "members"),
        (Request.of("members", "me", "boards"), None),
        (Request.of("boards", "b", "members"), None),
        (SEARCH, "search"),
        (Request.of("search", "members"), "search/members"),
        (Request.of("search", "members", "x"), None),
        (BOARD, None),
    ],
)
def test_routes_with_a_limit_of_their_own(request_: Request, route: Kind | None) -> None:
    assert special_route(request_) == route


@pytest.mark.parametrize("batch_price", ["urls", "one"])
def test_one_request_costs_one_of_everything_that_it_counts_for(batch_price: str) -> None:
    assert prices([BOARD], batch_price) == {"token": 1, "key": 1}  # type: ignore[arg-type]  # of two literals
    assert prices([MEMBER], batch_price) == {"token": 1, "key": 1, "members": 1}  # type: ignore[arg-type]


def test_a_batch_costs_as_many_as_it_has_urls() -> None:
    batch = [BOARD, MEMBER, SEARCH, Request.of("members", "b")]

    assert prices(batch, "urls") == {"token": 4, "key": 4, "members": 2, "search": 1}


def test_a_batch_costs_one_if_so_configured() -> None:
    assert prices([BOARD, MEMBER], "one") == {"token": 1, "key": 1}
