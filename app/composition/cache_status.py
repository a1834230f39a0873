"""What a response was made of, and how long that may still be kept, in its headers."""

import re
from collections import Counter
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final

from aiohttp import web

from app.gateway.request_id import ANSWERED_FOR
from app.trello.tally import Status, Tally

TALLY: Final = web.RequestKey("tally", Tally)
"""What was read for a request, at the request."""

HEADER: Final = "Cache-Status"
"""Asked for by `report`, and answered as RFC 9211 has it; "objects" is the name of the cache."""
_LONGEST: Final = 31_536_000.0
_MAX_AGE: Final = re.compile("max-age=([0-9]+)(.*)")


class Tallies:
    """What answers are made of, as tallies have it; nothing is fresh while changes are not heard of."""

    def __init__(self, is_heard: Callable[[], bool]) -> None:
        self._is_heard = is_heard

    def of(self, request: web.Request) -> tuple[float, Tally]:
        """Return until when all is fresh that the answer to a request is made of, and what that is."""
        tally = request.get(TALLY, Tally())
        return (tally.fresh_until if tally.statuses and self._is_heard() else 0.0), tally

    def recall(self, request: web.Request, made_of: Tally) -> None:
        """Take notice that a request is answered with what has been made of this."""
        hits: Counter[Status] = Counter({"hit": made_of.statuses.total()})
        request[TALLY] = Tally(hits, made_of.left_until, made_of.fresh_until)


def mount_cache_status(app: web.Application) -> None:
    """Let responses say what they were made of, if asked, and be kept no longer than all of that may."""
    app.on_response_prepare.append(_tell)


async def _tell(request: web.Request, response: web.StreamResponse) -> None:
    tally = request.get(ANSWERED_FOR, request).get(TALLY)
    if not tally or not tally.statuses:
        return
    # The schema says how long an answer may be kept that has just been read; this one's parts are older.
    kept = _MAX_AGE.match(response.headers.get("Cache-Control", ""))
    left = ceil(max(0.0, min(tally.left_until - monotonic(), _LONGEST)))
    if kept and int(kept[1]) > left:
        response.headers["Cache-Control"] = f"max-age={left}{kept[2]}"
    if request.headers.get(HEADER, "").lower() == "report":
        response.headers[HEADER] = cache_status(tally)


def cache_status(tally: Tally) -> str:
    """Return the value of the header for reads that there were: `objects; hit; detail="hit=3"`."""
    known = tally.statuses.keys() - {"miss", "shared"}
    if "miss" in tally.statuses:
        told = "fwd=partial" if known else "fwd=miss"
    elif "shared" in tally.statuses:
        told = "fwd=partial; collapsed" if known else "fwd=miss; collapsed"
    else:
        told = "hit"
    detail = " ".join(f"{status}={count}" for status, count in sorted(tally.statuses.items()))
    return f'objects; {told}; detail="{detail}"'
