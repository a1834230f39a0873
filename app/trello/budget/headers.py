"""What Trello says of its own count, in the headers of every answer.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from app.trello.budget.account import Kind

_REMAINING: Final[Mapping[Kind, str]] = {
    "token": "x-rate-limit-api-token-remaining",
    "key": "x-rate-limit-api-key-remaining",
}


def remaining(headers: Mapping[str, str]) -> Iterator[tuple[Kind, int]]:
    """Yield how many requests are left of what; nothing for a header that is missing or no number."""
    for kind, name in _REMAINING.items():
        value = headers.get(name, "")
        if value.isdecimal() and value.isascii():
            yield kind, int(value)
