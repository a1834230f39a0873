"""Answers are compressed where it pays.

Whoever can have a victim's browser ask, choose a part of the answer, and see its length, can guess the rest
of a compressed one (https://www.breachattack.com). Pages of other sites cannot do so here: nothing that a
browser sends of its own accord says who asks, and what such pages could have it send is refused. No answer
holds a credential.
"""

import asyncio
import zlib
from functools import lru_cache
from typing import Final

from app.gateway.http.media_types import qualities

MIN_BYTES: Final = 1_400
"""A smaller answer fits into one packet as it is."""

MAX_BYTES_AT_ONCE: Final = 65_536
"""Compressing this much takes a millisecond; more is done in a thread, while the event loop goes on."""

_LEVEL: Final = zlib.Z_BEST_SPEED
"""It takes a quarter of the time of zlib's default, for a sixth more bytes."""

_GZIP: Final = 16 + zlib.MAX_WBITS


async def gzipped(body: bytes) -> bytes | None:
    """Return a body compressed by gzip, or None if it is too small for that to pay."""
    if len(body) < MIN_BYTES:
        return None
    if len(body) <= MAX_BYTES_AT_ONCE:
        return _gzipped(body)
    return await asyncio.to_thread(_gzipped, body)


@lru_cache
def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client with this `Accept-Encoding` header takes gzip (RFC 9110, section 12.5.3)."""
    accepted = qualities(accept_encoding)
    return accepted.get("gzip", accepted.get("*", 0.0)) > 0


def _gzipped(body: bytes) -> bytes:
    gzip = zlib.compressobj(_LEVEL, wbits=_GZIP)
    return gzip.compress(body) + gzip.flush()
