"""How long listings are cut: by creation time, which every id begins with, and by number.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/ ("Paging"). That a
listing of cards without `limit` ends at 1,000 without a word is how the service was seen to behave.
"""

import math
from collections.abc import Iterable
from typing import Final, TypeVar

from app.sandbox.dates import is_object_id, parse_time
from app.sandbox.errors import invalid_value
from app.sandbox.params import Params
from app.sandbox.table import Identified

CEILING: Final = 1000
DEFAULT_ACTIONS: Final = 50
_LAST_PAGE: Final = 100
_LAST_SECOND: Final = 0xFFFF_FFFF

ItemT = TypeVar("ItemT", bound=Identified)


def between(found: Iterable[ItemT], params: Params) -> list[ItemT]:
    """Return what was created before `before` and after `since`, each an id or an ISO 8601 time."""
    before, since = _bound("before", params), _bound("since", params)
    return [
        item for item in found if (before is None or item.id < before) and (since is None or item.id > since)
    ]


def newest_first(found: Iterable[ItemT]) -> list[ItemT]:
    """Return objects by creation, the last made first."""
    return sorted(found, key=lambda item: item.id, reverse=True)


def page_of_actions(found: Iterable[ItemT], params: Params) -> list[ItemT]:
    """Return the newest by `before`, `since`, `page` and `limit` (0 to 1000, 50 if not said)."""
    limit = params.number("limit", 0, CEILING, DEFAULT_ACTIONS)
    start = params.number("page", 0, _LAST_PAGE, 0) * limit
    return newest_first(between(found, params))[start : start + limit]


def page_of_cards(found: Iterable[ItemT], params: Params) -> list[ItemT]:
    """Return the newest if there is a `limit` (1 to 1000), else the first 1,000 in the order of the listing.

    `sort=-id` is undocumented, and known to paging clients.
    """
    limit = params.number("limit", 1, CEILING, CEILING)
    chosen = between(found, params)
    if params.text("limit") or params.text("sort") == "-id":
        chosen = newest_first(chosen)
    return chosen[:limit]


def _bound(name: str, params: Params) -> str | None:
    """Return the id that a bound comes down to. A time becomes the least id of its second, rounded up."""
    value = params.text(name)
    if not value:
        return None
    if is_object_id(value):
        return value.lower()
    moment = parse_time(value)
    if moment is None or moment.timestamp() < 0:
        raise invalid_value(name)
    return f"{min(math.ceil(moment.timestamp()), _LAST_SECOND):08x}"
