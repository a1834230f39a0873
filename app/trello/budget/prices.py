"""What requests count at Trello.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/. A request counts for its
token and its key, and on a route that has a limit of its own, for that as well.
"""

from collections.abc import Sequence
from typing import Literal

from app.trello.budget.account import Kind
from app.trello.request import Request


def special_route(request: Request) -> Kind | None:
    """Return the route with a limit of its own that a request takes, if it takes one."""
    match request.path.split("/"):
        case ["", "members", _]:
            return "members"
        case ["", "search"]:
            return "search"
        case ["", "search", "members"]:
            return "search/members"
    return None


def prices(requests: Sequence[Request], batch_price: Literal["urls", "one"]) -> dict[Kind, int]:
    """Return how much of what is used by requests that leave together: one by itself, several as a batch."""
    if len(requests) > 1 and batch_price == "one":
        return {"token": 1, "key": 1}
    found: dict[Kind, int] = {"token": len(requests), "key": len(requests)}
    for request in requests:
        if route := special_route(request):
            found[route] = found.get(route, 0) + 1
    return found
