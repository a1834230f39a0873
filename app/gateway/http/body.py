"""The body of a request: JSON, of a bounded size."""

import zlib
from typing import Final

from aiohttp import web

from app.gateway.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType
from app.gateway.http.media_types import is_json

_GZIP: Final = 16 + zlib.MAX_WBITS


async def json_body(request: web.Request, max_bytes: int) -> bytes:
    """Return the body, decompressed; it is announced as JSON, but need not be.

    Raises `UnsupportedMediaType` for any other, `PayloadTooLarge` for one that has more than `max_bytes`, and
    `BadRequest` for one that cannot be read. The server must not decompress (see `SERVER`): not a byte more
    than the limit is ever decompressed.
    """
    if not is_json(request.headers.get("Content-Type", "")):
        raise UnsupportedMediaType("Send JSON in UTF-8, with the header Content-Type: application/json.")
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if coding not in {"identity", "gzip"}:
        raise UnsupportedMediaType("Send the body as it is, or with the header Content-Encoding: gzip.")
    body = await _received(request, max_bytes)
    return _decompressed(body, max_bytes) if coding == "gzip" else body


async def _received(request: web.Request, max_bytes: int) -> bytes:
    if (request.content_length or 0) > max_bytes:
        raise _too_large(max_bytes)
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > max_bytes:
                raise _too_large(max_bytes)
    except web.RequestPayloadError:
        raise BadRequest("The body is not what its headers announce.") from None
    return bytes(body)


def _decompressed(body: bytes, max_bytes: int) -> bytes:
    gzip = zlib.decompressobj(_GZIP)
    try:
        content = gzip.decompress(body, max_bytes + 1)
    except zlib.error:
        raise BadRequest("The body is not compressed by gzip as its header announces.") from None
    if len(content) > max_bytes:
        raise _too_large(max_bytes)
    if not gzip.eof or gzip.unused_data:
        raise BadRequest("The compressed body has no end, or something after it.")
    return content


def _too_large(max_bytes: int) -> PayloadTooLarge:
    return PayloadTooLarge(
        f"The body is larger than {max_bytes} bytes. Send a smaller document or fewer variables."
    )
