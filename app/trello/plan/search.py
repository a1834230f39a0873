"""A search over boards, cards, members and organizations."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.trello.needs import Needs
from app.trello.plan.fields import asked
from app.trello.request import Request

PLURALS: Final = {"board": "boards", "card": "cards", "member": "members", "organization": "organizations"}


def search(
    query: str, needs: Mapping[str, Needs], *, limit: int, partial: bool, within: Sequence[str] | None
) -> Request:
    """Return the request for a search.

    `needs` has a key for each kind to look for (`board`, `card`, `member`, `organization`); `limit` is the
    most results of each kind, 1 to 1000; `within` are ids of the boards to search in, None being all.
    """
    params: dict[str, str | int | bool] = {
        "query": query,
        "modelTypes": ",".join(sorted(PLURALS[kind] for kind in needs)),
        "partial": partial,
    }
    if within is not None:
        params["idBoards"] = ",".join(within)
    for kind, wanted in needs.items():
        params |= {f"{PLURALS[kind]}_limit": limit, f"{kind}_fields": asked(kind, wanted)}
    return Request.of("search", params=params)
