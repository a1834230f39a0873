"""The body of a request: JSON, of a bounded size."""

import asyncio
import zlib
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from app.gateway.errors import BadRequest, PayloadTooLarge, RequestTimeout, UnsupportedMediaType
from app.gateway.http.media_types import is_json

_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How many bytes a body may have, sent and decompressed, and how many seconds it may take to arrive."""

    bytes: int
    seconds: float


async def json_body(request: web.Request, limits: BodyLimits) -> bytes:
    """Return the body, decompressed; it is announced as JSON, but need not be.

    Raises `UnsupportedMediaType` for any other, `PayloadTooLarge` or `RequestTimeout` for one beyond the
    limits, and `BadRequest` for one that cannot be read. The server must not decompress (see `SERVER`):
    here, nothing beyond the limit ever is.
    """
    if not is_json(request.headers.get("Content-Type", "")):
        raise UnsupportedMediaType("Send JSON in UTF-8, with the header Content-Type: application/json.")
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if coding not in {"identity", "gzip"}:
        raise UnsupportedMediaType("Send the body as it is, or with the header Content-Encoding: gzip.")
    body = await _received(request, limits)
    return _decompressed(body, limits.bytes) if coding == "gzip" else body


async def _received(request: web.Request, limits: BodyLimits) -> bytes:
    if (request.content_length or 0) > limits.bytes:
        raise _too_large(limits.bytes)
    body = bytearray()
    try:
        if request.content.is_eof():
            # It came along with the headers, as small ones do: there is nothing to wait for.
            body += request.content.read_nowait()
        else:
            async with asyncio.timeout(limits.seconds):
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > limits.bytes:
                        break
    except TimeoutError:
        raise RequestTimeout(
            f"The body did not arrive within {limits.seconds:g} seconds. Send the request again."
        ) from None
    except web.RequestPayloadError:
        raise BadRequest("The body is not what its headers announce.") from None
    if len(body) > limits.bytes:
        raise _too_large(limits.bytes)
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
