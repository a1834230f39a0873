"""Answers are compressed where it pays.

Whoever can have a victim's browser ask, choose a part of the answer, and see its length, can guess the rest
of a compressed one (https://www.breachattack.com). Pages of other sites cannot do so here: nothing that a
browser sends of its own accord says who asks, and what such pages could have it send is refused. No answer
holds a credential.
"""

from functools import lru_cache
from typing import Final

from aiohttp import web

from app.gateway.http.media_types import qualities

MIN_BYTES: Final = 1_400
"""A smaller answer fits into one packet as it is."""

MAX_BYTES_AT_ONCE: Final = 65_536
"""Compressing this much takes a millisecond; more is done in a thread, while the event loop goes on."""


def compress(request: web.Request, response: web.StreamResponse) -> None:
    """Have a response compressed when it is sent, if it is large enough and the client takes gzip."""
    body = response.body if isinstance(response, web.Response) else None
    if (
        isinstance(body, bytes)
        and len(body) >= MIN_BYTES
        and _takes_gzip(request.headers.get("Accept-Encoding", ""))
    ):
        response.enable_compression(web.ContentCoding.gzip)


@lru_cache
def _takes_gzip(accept_encoding: str) -> bool:
    """See RFC 9110, section 12.5.3. aiohttp's own choice would overlook `gzip;q=0`."""
    accepted = qualities(accept_encoding)
    return accepted.get("gzip", accepted.get("*", 0.0)) > 0
