"""HTTP/1.1 messages, read with as little work as the measurement can afford."""

import re
from typing import Final

_END_OF_HEAD: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_LAST_CHUNK: Final = b"\r\n0\r\n\r\n"


def take(received: bytearray) -> tuple[bytes, bytes] | None:
    """Remove the first message from what was received; return its head and body, None if it is not all there.

    A body in chunks is taken to end with what was received, as it does when only one request is under way.
    """
    end = received.find(_END_OF_HEAD)
    if end < 0:
        return None
    head, start = bytes(received[:end]), end + len(_END_OF_HEAD)
    if _CHUNKED.search(head):
        if not received.endswith(_LAST_CHUNK):
            return None
        body = _joined(bytes(received[start:]))
        received.clear()
        return head, body
    found = _LENGTH.search(head)
    stop = start + int(found[1]) if found else start
    if len(received) < stop:
        return None
    body = bytes(received[start:stop])
    del received[:stop]
    return head, body


def _joined(chunks: bytes) -> bytes:
    parts = []
    while (line := chunks.index(b"\r\n")) and (size := int(chunks[:line].split(b";")[0], 16)):
        parts.append(chunks[line + 2 : line + 2 + size])
        chunks = chunks[line + size + 4 :]
    return b"".join(parts)
