"""What an answer is about: whatever changes one of these, changes the answer."""

import re
from typing import Final

from app.trello.request import Request

SEARCH: Final = "search"
"""What every search is about: any change may be to something that it finds."""

_IDS: Final = re.compile(rb'"id":"([0-9a-f]{24})"')


def tags(request: Request, body: bytes) -> frozenset[str]:
    """Return the ids of all objects in an answer, and what its request calls the object it asks for.

    `body` is the answer as JSON without white space. An object goes by several names: besides its id by a
    short link, by a user name, or as `me`.
    """
    ids = {found.decode() for found in _IDS.findall(body)}
    name, *below = request.path[1:].split("/")
    return frozenset(ids | {below[0] if below else name})
